package io.postrider.worker.kafka;

import org.apache.kafka.clients.consumer.Consumer;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * How far this worker is behind with the deliveries of its partitions, as of late. What the relay
 * releases would stand behind them, and in front of all that is new.
 */
public final class DeliveryLag {

    /** Records of a partition: a few seconds' worth. */
    private static final long LONG = 2_000;

    private static final long UNKNOWN = Long.MAX_VALUE;
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private volatile long median = UNKNOWN;
    private Instant nextLook = Instant.MIN;

    /**
     * By the poll thread, once it knows which partitions it has. The median, because one partition
     * may stand still for an endpoint that hangs, which is no reason to keep the others waiting.
     */
    void look(Consumer<?, ?> consumer, Collection<AssignedPartition> partitions, Instant now) {
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(LOOK_EVERY);
        long[] lags =
                partitions.stream()
                        .mapToLong(it -> consumer.currentLag(it.partition()).orElse(UNKNOWN))
                        .sorted()
                        .toArray();
        median = lags.length == 0 ? 0 : lags[(lags.length - 1) / 2];
    }

    /** Nothing takes deliveries now. */
    void lost() {
        median = UNKNOWN;
        nextLook = Instant.MIN;
    }

    /** Whether what is released now would have to wait, and make others wait. */
    public boolean isLong() {
        return median > LONG;
    }
}
