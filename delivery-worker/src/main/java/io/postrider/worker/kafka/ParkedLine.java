package io.postrider.worker.kafka;

import io.postrider.model.Delivery.SubscriptionRef;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The parked deliveries of one subscription that the relay holds. The one due first comes first.
 */
final class ParkedLine {

    private final SubscriptionRef subscription;
    private final int partition;
    private final PriorityQueue<HeldRetry> held =
            new PriorityQueue<>(
                    Comparator.comparing(HeldRetry::dueAt)
                            .thenComparingLong(retry -> retry.record().offset()));
    private int waiting;

    /**
     * An empty line.
     *
     * @param partition that its records have in each tier
     */
    ParkedLine(SubscriptionRef subscription, int partition) {
        this.subscription = subscription;
        this.partition = partition;
    }

    int partition() {
        return partition;
    }

    SubscriptionRef subscription() {
        return subscription;
    }

    void add(HeldRetry retry) {
        retry.joins(this);
        held.add(retry);
        waiting++;
    }

    /** One of them was taken. */
    void left() {
        waiting--;
    }

    int waiting() {
        return waiting;
    }

    /** The first one that was not taken yet. */
    @Nullable HeldRetry first() {
        @Nullable HeldRetry first = held.peek();
        while (first != null && first.isTaken()) {
            held.remove();
            first = held.peek();
        }
        return first;
    }
}
