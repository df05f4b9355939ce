package io.postrider.subscription.kafka;

import io.postrider.runtime.kafka.KafkaClients;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * Waits until records of a committed transaction can be read. Kafka acknowledges a commit before it
 * has written the markers, and consumers of committed records read up to the markers only.
 */
final class ReadableRecords implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReadableRecords.class);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(1);

    /** Longer than any transaction that keeps readers from what is behind it. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Admin admin;

    ReadableRecords(KafkaClients clients) {
        this.admin = clients.admin();
    }

    /**
     * Returns when all of them can be read. Until then nobody can read what is written behind them
     * either.
     *
     * @throws TimeoutException when they cannot be read after 2 min: the topic may have been made
     *     anew
     * @throws InterruptException when the thread is interrupted
     */
    void await(Collection<RecordMetadata> records) {
        Map<TopicPartition, Long> last =
                records.stream()
                        .collect(
                                Collectors.toMap(
                                        record ->
                                                new TopicPartition(
                                                        record.topic(), record.partition()),
                                        RecordMetadata::offset,
                                        Math::max));
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try {
            while (!canRead(last)) {
                if (System.nanoTime() - deadline >= 0) {
                    throw new TimeoutException(
                            "records of a committed transaction cannot be read: " + last);
                }
                Thread.sleep(POLL_INTERVAL);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private boolean canRead(Map<TopicPartition, Long> last) throws InterruptedException {
        if (last.isEmpty()) {
            return true;
        }
        try {
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    admin.listOffsets(
                                    last.keySet().stream()
                                            .collect(
                                                    Collectors.toMap(
                                                            partition -> partition,
                                                            _ -> OffsetSpec.latest())),
                                    new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)
                                            .timeoutMs(Math.toIntExact(REQUEST_TIMEOUT.toMillis())))
                            .all()
                            .get();
            return last.entrySet().stream()
                    .allMatch(record -> {
                        ListOffsetsResultInfo end = ends.get(record.getKey());
                        return end != null && end.offset() > record.getValue();
                    });
        } catch (ExecutionException e) {
            log.debug("cannot ask for the ends of {}", last.keySet(), e);
            return false;
        }
    }

    @Override
    public void close() {
        admin.close(REQUEST_TIMEOUT);
    }
}
