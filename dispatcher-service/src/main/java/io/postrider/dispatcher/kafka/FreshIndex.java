package io.postrider.dispatcher.kafka;

import io.postrider.model.topic.IndexAge;
import io.postrider.runtime.kafka.SubscriptionFollower;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps events from being matched with an index that is older than {@link IndexAge#MAX}. It asks
 * the broker where the subscriptions topic ends, and waits until the follower has read that far.
 * Events that are polled within {@link IndexAge#MAX} after a question need no other one, so busy
 * dispatchers ask 20 times a second and idle ones never.
 */
final class FreshIndex {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Waits until all before the offsets has been read; says whether it was in time. */
    @FunctionalInterface
    interface Reading {

        boolean await(Map<TopicPartition, Long> ends) throws InterruptedException;
    }

    private final Supplier<Map<TopicPartition, Long>> ends;
    private final Reading reading;
    private final LongSupplier nanoTime;
    private long askedAt;

    /** Nothing is known to have been read before the first call of {@link #await}. */
    FreshIndex(Supplier<Map<TopicPartition, Long>> ends, Reading reading, LongSupplier nanoTime) {
        this.ends = ends;
        this.reading = reading;
        this.nanoTime = nanoTime;
        this.askedAt = nanoTime.getAsLong() - IndexAge.MAX.toNanos() - 1;
    }

    /**
     * By what the broker tells a consumer.
     *
     * @param consumer reads committed records only: a change in a transaction that is not committed
     *     has been answered to nobody. It fetches nothing: a broker answers the requests of a
     *     connection one after the other, and the question would wait for a fetch that waits for
     *     records
     */
    static FreshIndex following(Consumer<?, ?> consumer, SubscriptionFollower follower) {
        return new FreshIndex(
                () -> consumer.endOffsets(follower.partitions(), TIMEOUT),
                ends -> follower.awaitRead(ends, TIMEOUT),
                System::nanoTime);
    }

    /**
     * Returns when the index is fresh enough for every event that has been polled by now.
     *
     * @throws TimeoutException when that takes more than 5 s: events wait rather than miss webhooks
     */
    void await() {
        long now = nanoTime.getAsLong();
        if (now - askedAt <= IndexAge.MAX.toNanos()) {
            return;
        }
        Map<TopicPartition, Long> asked = ends.get();
        try {
            if (!reading.await(asked)) {
                throw new TimeoutException(
                        "the follower has not read the subscriptions topic up to " + asked);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        askedAt = now;
    }
}
