package io.postrider.worker.kafka;

import org.apache.kafka.clients.consumer.Consumer;

import java.util.Collection;

/**
 * How far this worker is behind with the deliveries of its partitions, as of late. What the relay
 * releases would stand behind them, and in front of all that is new.
 */
public final class DeliveryLag {

    /** Records of a partition: a few seconds' worth. */
    private static final long LONG = 2_000;

    private static final long UNKNOWN = Long.MAX_VALUE;

    private volatile long median = UNKNOWN;

    /**
     * By the poll thread. The median, because one partition may stand still for an endpoint that
     * hangs, which is no reason to keep the others waiting.
     */
    void update(Consumer<?, ?> consumer, Collection<AssignedPartition> partitions) {
        long[] lags =
                partitions.stream()
                        .mapToLong(it -> consumer.currentLag(it.partition()).orElse(UNKNOWN))
                        .sorted()
                        .toArray();
        median = lags.length == 0 ? 0 : lags[lags.length / 2];
    }

    /** Nothing takes deliveries now. */
    void lost() {
        median = UNKNOWN;
    }

    /** Whether what is released now would have to wait, and make others wait. */
    public boolean isLong() {
        return median > LONG;
    }
}
