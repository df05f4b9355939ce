package io.postrider.subscription.history;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a number of records tell, to be kept all together. Each delivery stands in it once, and so
 * does each attempt; all are sorted by their keys, so that two batches never wait for each other in
 * a circle.
 */
public record HistoryBatch(
        List<DeliveryFacts> deliveries,
        List<AttemptFact> attempts,
        List<DeadLetterFact> deadLetters,
        List<InvalidFact> invalid,
        List<GoneFact> gone) {

    /** Of one delivery alone. */
    public static HistoryBatch of(DeliveryFacts facts) {
        return new HistoryBatch(List.of(facts), List.of(), List.of(), List.of(), List.of());
    }

    public boolean isEmpty() {
        return deliveries.isEmpty()
                && attempts.isEmpty()
                && deadLetters.isEmpty()
                && invalid.isEmpty()
                && gone.isEmpty();
    }

    /**
     * An attempt was made.
     *
     * @param ofNew whether its delivery is new, see {@link DeliveryFacts#isNew}
     */
    public record AttemptFact(DeliveryKey delivery, AttemptEntry attempt, boolean ofNew) {}

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

    /** An endpoint has answered that it is gone. The subscription may have another one by now. */
    public record GoneFact(SubscriptionId subscription, URI url, Instant answeredAt) {}
}
