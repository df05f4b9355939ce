package io.postrider.worker.kafka;

import org.apache.kafka.clients.consumer.Consumer;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many deliveries the relay may release: as many as this worker takes before long. More would
 * stand behind those it has not come to, and in front of all that is new. Counted anew several
 * times a second, from how far the worker is behind. Safe for use by many threads, but for {@link
 * #count} and {@link #none}.
 */
public final class ReleaseCredit {

    /** Records of a partition that may wait to be taken: a second or two of work. */
    private static final long MOST_WAITING = 1_000;

    private static final long UNKNOWN = Long.MAX_VALUE;
    private static final Duration COUNT_EVERY = Duration.ofMillis(200);

    private final AtomicLong left = new AtomicLong();
    private final AtomicLong underWay = new AtomicLong();
    private Instant nextCount = Instant.MIN;

    /**
     * By the poll thread, once it knows which partitions it has. The median counts, because one
     * partition may stand still for an endpoint that hangs, which is no reason to keep the others
     * waiting. One that is paused has enough, and hears nothing of what is new in it.
     */
    void count(Consumer<?, ?> consumer, Collection<AssignedPartition> partitions, Instant now) {
        if (now.isBefore(nextCount)) {
            return;
        }
        nextCount = now.plus(COUNT_EVERY);
        long[] lags =
                partitions.stream()
                        .mapToLong(partition -> lag(consumer, partition))
                        .sorted()
                        .toArray();
        long median = lags.length == 0 ? 0 : lags[(lags.length - 1) / 2];
        long room = Math.max(0, MOST_WAITING - median) * Math.max(1, lags.length);
        left.set(Math.max(0, room - underWay.get()));
    }

    private static long lag(Consumer<?, ?> consumer, AssignedPartition partition) {
        return partition.isPaused()
                ? UNKNOWN
                : consumer.currentLag(partition.partition()).orElse(UNKNOWN);
    }

    /** One is on its way, and not yet among what the worker is behind with. */
    void released() {
        underWay.incrementAndGet();
    }

    /** The broker has it. */
    void arrived() {
        underWay.decrementAndGet();
    }

    /** Nothing takes deliveries now. */
    void none() {
        left.set(0);
        nextCount = Instant.MIN;
    }

    /** Deliveries that may still be released, for metrics. */
    public long left() {
        return Math.max(0, left.get());
    }

    /** Whether there is any. */
    boolean isLeft() {
        return left() > 0;
    }

    /** Takes the credit for one delivery, and says whether there was any. */
    boolean take() {
        return isLeft() && left.decrementAndGet() >= 0;
    }
}
