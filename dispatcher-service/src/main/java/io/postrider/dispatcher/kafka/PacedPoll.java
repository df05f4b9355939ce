package io.postrider.dispatcher.kafka;

import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.RecordWeight;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Collects what one transaction takes. Transactions begin a little apart, because each costs the
 * broker some work however little it holds; an event that comes after a pause does not wait.
 */
final class PacedPoll {

    /** Half of it is what an event waits on average, when more come all the time. */
    static final Duration APART = Duration.ofMillis(5);

    private static final Duration IDLE = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final ResumePoints resumePoints;
    private final Limits limits;
    private final LongSupplier nanoTime;
    private long begunAt;

    /**
     * What is collected at most. One poll may exceed either limit.
     *
     * @param records in number
     * @param bytes as they lie in memory
     */
    record Limits(int records, long bytes) {}

    PacedPoll(
            Consumer<byte[], byte[]> consumer,
            ResumePoints resumePoints,
            Limits limits,
            LongSupplier nanoTime) {
        this.consumer = consumer;
        this.resumePoints = resumePoints;
        this.limits = limits;
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
        long bytes = 0;
        boolean more;
        do {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(wait);
            resumePoints.dropRevoked(records);
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                records.add(record);
                bytes += RecordWeight.of(record);
            }
            Duration untilApart = APART.minusNanos(nanoTime.getAsLong() - begunAt);
            wait = untilApart.isPositive() ? untilApart : Duration.ZERO;
            // a full poll leaves records behind that are here already
            more = untilApart.isPositive() || polled.count() >= KafkaClients.MAX_POLL_RECORDS;
        } while (more
                && !records.isEmpty()
                && records.size() < limits.records()
                && bytes < limits.bytes());
    }
}
