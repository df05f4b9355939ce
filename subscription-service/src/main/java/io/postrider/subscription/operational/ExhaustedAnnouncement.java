package io.postrider.subscription.operational;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.OperationalEvents;
import io.postrider.subscription.history.DeliveryRef;
import io.postrider.subscription.history.HistoryBatch.DeadLetterFact;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is to be said of a delivery that no attempt is left for: the last one there was failed. */
public final class ExhaustedAnnouncement {

    /** By the retry schedule, by the format's rule of what is retried, or by the time it took. */
    private static final Set<DeadLetterReason> OUT_OF_ATTEMPTS =
            EnumSet.of(
                    DeadLetterReason.EXHAUSTED,
                    DeadLetterReason.NOT_RETRIED,
                    DeadLetterReason.EXPIRED);

    private ExhaustedAnnouncement() {}

    /**
     * Nothing where a delivery failed for another reason, and nothing where it was an announcement
     * itself: one that cannot be delivered must not make another.
     */
    public static Optional<Announcement> of(DeadLetterFact letter) {
        DeliveryRef ref = letter.ref();
        if (!OUT_OF_ATTEMPTS.contains(letter.reason())
                || OperationalEvents.isOne(ref.event(), ref.type())) {
            return Optional.empty();
        }
        String occasion =
                "%s\n%d\n%d".formatted(ref.id(), ref.createdAt().toEpochMilli(), letter.replays());
        return Optional.of(
                new Announcement(
                        Announcement.idOf(OperationalEvents.DELIVERY_EXHAUSTED, occasion),
                        OperationalEvents.DELIVERY_EXHAUSTED,
                        ref.tenant(),
                        ref.subscription(),
                        letter.failedAt(),
                        data(letter)));
    }

    private static Map<String, Object> data(DeadLetterFact letter) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("delivery_id", letter.ref().id().value());
        data.put("webhook_id", letter.ref().subscription().value());
        data.put("event_id", letter.ref().event().value());
        data.put("event_type", letter.ref().type().value());
        data.put("reason", letter.reason().code());
        data.put("attempt_count", letter.attempts());
        letter.status().ifPresent(status -> data.put("last_status", status));
        data.put("detail", letter.detail());
        data.put("failed_at", letter.failedAt().toString());
        return data;
    }
}
