package io.postrider.subscription.rest;

import io.postrider.model.DeadLetterReason;
import io.postrider.subscription.history.DeliveryRef;
import io.postrider.subscription.history.DeliveryState;
import io.postrider.subscription.history.DeliverySummary;
import io.postrider.subscription.history.LastOutcome;
import io.postrider.subscription.history.RecordPlace;
import io.postrider.subscription.history.Standing;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A delivery as lists show it.
 *
 * @param status the same as state
 * @param error why it is not delivered, as far as it was attempted; null once it is
 * @param responseCode of the last answer
 * @param responseBody the start of the last answer's body, 2 KB at most
 * @param retryCount attempts after the first
 */
record DeliveryView(
        String id,
        String tenant,
        String webhookId,
        String eventId,
        String eventType,
        String state,
        String status,
        int attemptCount,
        int retryCount,
        int replays,
        @Nullable Integer responseCode,
        String responseBody,
        @Nullable String error,
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
                standing.state().code(),
                standing.attempts(),
                Math.max(0, standing.attempts() - 1),
                standing.replays(),
                delivery.lastOutcome().flatMap(LastOutcome::status).orElse(null),
                delivery.lastResponseBody(),
                error(delivery),
                delivery.lastOutcome().flatMap(LastOutcome::status).orElse(null),
                delivery.lastOutcome().flatMap(LastOutcome::error).orElse(null),
                standing.reason().map(DeadLetterReason::code).orElse(null),
                standing.nextAttemptAt().orElse(null),
                ref.createdAt(),
                delivery.updatedAt(),
                standing.completedAt().orElse(null),
                delivery.place().map(PlaceView::of).orElse(null));
    }

    private static @Nullable String error(DeliverySummary delivery) {
        if (delivery.standing().state() == DeliveryState.DELIVERED) {
            return null;
        }
        return delivery.lastOutcome()
                .flatMap(
                        last -> last.error().or(() -> last.status().map(DeliveryView::notAccepted)))
                .orElse(null);
    }

    private static String notAccepted(int status) {
        return "the endpoint answered " + status;
    }
}
