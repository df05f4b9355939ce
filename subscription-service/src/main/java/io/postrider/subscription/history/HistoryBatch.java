package io.postrider.subscription.history;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * What a number of records tell, to be kept all together. Each delivery stands in it once, and so
 * does each attempt; all are sorted by their keys, so that two batches never wait for each other in
 * a circle.
 */
public record HistoryBatch(
        Collection<DeliveryFacts> deliveries,
        Collection<AttemptFact> attempts,
        Collection<DeadLetterFact> deadLetters,
        Collection<InvalidFact> invalid,
        Collection<GoneFact> gone) {

    /** An attempt was made. */
    public record AttemptFact(DeliveryKey delivery, AttemptEntry attempt) {}

    /** A delivery has come to rest. */
    public record DeadLetterFact(
            DeliveryRef ref,
            DeadLetterReason reason,
            String detail,
            Optional<Integer> status,
            int attempts,
            int replays,
            Instant failedAt,
            RecordPosition position) {}

    /**
     * A record could not be read.
     *
     * @param topic in full, where it lay first
     * @param excerpt the start of its value, read as UTF-8
     */
    public record InvalidFact(
            String topic,
            RecordPosition position,
            String reason,
            String excerpt,
            Instant foundAt) {}

    /** An endpoint has answered that it is gone. */
    public record GoneFact(SubscriptionId subscription, Instant answeredAt) {}
}
