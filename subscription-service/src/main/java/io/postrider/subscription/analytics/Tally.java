package io.postrider.subscription.analytics;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.subscription.history.AttemptEntry;
import io.postrider.subscription.history.DeliveryRef;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Counts what happened, by webhook, minute, kind and response time. */
public final class Tally {

    static final String CREATED = "created";
    static final String DEFERRED = "deferred";
    static final String ACKNOWLEDGED = "acknowledged";
    static final String ERROR = "error:";
    static final String FAILED = "failed:";

    private static final long MILLIS_PER_MINUTE = Duration.ofMinutes(1).toMillis();

    private final Instant from;
    private final Instant to;
    private final Map<Key, Count> counts = new HashMap<>();

    /**
     * What is counted apart.
     *
     * @param minute since the epoch
     * @param bucket of the response time, or {@link ResponseTimes#NO_BUCKET}
     */
    public record Key(
            TenantId tenant, SubscriptionId subscription, long minute, String kind, int bucket) {

        public Instant at() {
            return Instant.ofEpochMilli(minute * MILLIS_PER_MINUTE);
        }
    }

    /** How often it happened. */
    public static final class Count {

        private long count;
        private long retries;
        private long millis;

        public long count() {
            return count;
        }

        /** Attempts that were not the first of their delivery. */
        public long retries() {
            return retries;
        }

        /** All response times together, in milliseconds. */
        public long millis() {
            return millis;
        }
    }

    /**
     * Counts nothing yet. What is not between the two times, because somebody's clock was far off,
     * is left out.
     */
    public Tally(Instant from, Instant to) {
        this.from = from;
        this.to = to;
    }

    public void created(DeliveryRef delivery) {
        add(delivery, delivery.createdAt(), CREATED, 1);
    }

    public void deferred(DeliveryRef delivery, Instant at, int times) {
        add(delivery, at, DEFERRED, times);
    }

    public void failed(DeliveryRef delivery, Instant at, DeadLetterReason reason) {
        add(delivery, at, FAILED + reason.code(), 1);
    }

    public void attempted(DeliveryRef delivery, AttemptEntry attempt) {
        String kind = attempt.succeeded() ? ACKNOWLEDGED : ERROR + ErrorType.of(attempt).code();
        boolean answered = attempt.answer().status().isPresent();
        long took = attempt.finishedAt().toEpochMilli() - attempt.startedAt().toEpochMilli();
        int bucket = answered ? ResponseTimes.bucketOf(took) : ResponseTimes.NO_BUCKET;
        Count count = count(delivery, attempt.finishedAt(), kind, bucket);
        count.count++;
        count.retries += attempt.number() > 1 ? 1 : 0;
        count.millis += answered ? Math.max(0, took) : 0;
    }

    private void add(DeliveryRef delivery, Instant at, String kind, int times) {
        count(delivery, at, kind, ResponseTimes.NO_BUCKET).count += times;
    }

    private Count count(DeliveryRef delivery, Instant at, String kind, int bucket) {
        if (at.isBefore(from) || !at.isBefore(to)) {
            return new Count();
        }
        return counts.computeIfAbsent(
                new Key(
                        delivery.tenant(),
                        delivery.subscription(),
                        Math.floorDiv(at.toEpochMilli(), MILLIS_PER_MINUTE),
                        kind,
                        bucket),
                _ -> new Count());
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    public Set<Map.Entry<Key, Count>> entries() {
        return counts.entrySet();
    }
}
