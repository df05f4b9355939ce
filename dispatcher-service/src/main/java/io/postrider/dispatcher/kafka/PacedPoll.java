package io.postrider.dispatcher.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Collects what one transaction takes. Transactions begin a little apart, because each costs the
 * broker as much as dozens of deliveries do; an event that comes after a pause does not wait.
 */
final class PacedPoll {

    /** Half of it is what an event waits on average, when more come all the time. */
    static final Duration APART = Duration.ofMillis(5);

    private static final Duration IDLE = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final ResumePoints resumePoints;
    private final int mostEvents;
    private final LongSupplier nanoTime;
    private long begunAt;

    PacedPoll(
            Consumer<byte[], byte[]> consumer,
            ResumePoints resumePoints,
            int mostEvents,
            LongSupplier nanoTime) {
        this.consumer = consumer;
        this.resumePoints = resumePoints;
        this.mostEvents = mostEvents;
        this.nanoTime = nanoTime;
        this.begunAt = nanoTime.getAsLong() - APART.toNanos();
    }

    /** A transaction begins. */
    void begun() {
        begunAt = nanoTime.getAsLong();
    }

    /**
     * Adds what there is, and waits for it when there is nothing. What was added of a partition
     * that is revoked meanwhile is taken out: others read it, or it is read again.
     *
     * @param records empty; what was added counts when an exception ends the wait
     */
    void addTo(List<ConsumerRecord<byte[], byte[]>> records) {
        Duration wait = IDLE;
        do {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(wait);
            resumePoints.dropRevoked(records);
            polled.forEach(records::add);
            wait = APART.minusNanos(nanoTime.getAsLong() - begunAt);
        } while (wait.isPositive() && !records.isEmpty() && records.size() < mostEvents);
    }
}
