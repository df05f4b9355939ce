package io.postrider.subscription.rest;

import io.postrider.model.DeadLetterReason;
import io.postrider.subscription.history.DeliveryRef;
import io.postrider.subscription.history.DeliverySummary;
import io.postrider.subscription.history.LastOutcome;
import io.postrider.subscription.history.RecordPlace;
import io.postrider.subscription.history.Standing;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A delivery as lists show it. */
record DeliveryView(
        String id,
        String tenant,
        String webhookId,
        String eventId,
        String eventType,
        String state,
        int attemptCount,
        int replays,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        @Nullable String reason,
        @Nullable Instant nextAttemptAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant completedAt,
        @Nullable PlaceView record) {

    /** Where the payload lies in Kafka; the topic without the deployment's prefix. */
    record PlaceView(String topic, int partition, long offset) {

        static PlaceView of(RecordPlace place) {
            return new PlaceView(
                    place.topic().shortName(),
                    place.position().partition(),
                    place.position().offset());
        }
    }

    static DeliveryView of(DeliverySummary delivery) {
        DeliveryRef ref = delivery.ref();
        Standing standing = delivery.standing();
        return new DeliveryView(
                ref.id().value(),
                ref.tenant().value(),
                ref.subscription().value(),
                ref.event().value(),
                ref.type().value(),
                standing.state().code(),
                standing.attempts(),
                standing.replays(),
                delivery.lastOutcome().flatMap(LastOutcome::status).orElse(null),
                delivery.lastOutcome().flatMap(LastOutcome::error).orElse(null),
                standing.reason().map(DeadLetterReason::code).orElse(null),
                standing.nextAttemptAt().orElse(null),
                ref.createdAt(),
                delivery.updatedAt(),
                standing.completedAt().orElse(null),
                delivery.place().map(PlaceView::of).orElse(null));
    }
}
