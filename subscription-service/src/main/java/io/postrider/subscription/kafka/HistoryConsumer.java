package io.postrider.subscription.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.runtime.pipeline.PipelineStage;
import io.postrider.subscription.history.HistoryBatch;
import io.postrider.subscription.history.HistoryStore;
import io.postrider.subscription.history.Projection;
import io.postrider.subscription.history.SourceRecord;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes every record that history is made of to PostgreSQL, batch by batch. Offsets are committed
 * after the batch is; a batch that PostgreSQL does not take is read again until it does.
 */
public final class HistoryConsumer implements PipelineStage {

    private static final Logger log = LoggerFactory.getLogger(HistoryConsumer.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KafkaClients clients;
    private final HistoryStore store;
    private final String group;
    private final Map<String, Topic> topics;
    private final Timer applied;
    private final Counter invalid;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean healthy;

    public HistoryConsumer(
            KafkaClients clients, TopicLayout layout, HistoryStore store, MeterRegistry meters) {
        this.clients = clients;
        this.store = store;
        this.group = layout.prefix() + "history";
        this.topics =
                Stream.of(
                                Topic.DELIVERIES,
                                Topic.ATTEMPTS,
                                Topic.DEAD_LETTERS,
                                Topic.EVENTS_INVALID)
                        .collect(Collectors.toUnmodifiableMap(layout::name, topic -> topic));
        this.applied = meters.timer("postrider.history.batch");
        this.invalid = meters.counter("postrider.history.invalid");
        this.thread =
                Thread.ofPlatform()
                        .name("history")
                        .daemon()
                        .uncaughtExceptionHandler((_, e) -> died(e))
                        .unstarted(this::run);
    }

    @Override
    public String name() {
        return "history";
    }

    @Override
    public void start() {
        healthy = true;
        thread.start();
    }

    @Override
    public boolean isReady() {
        return healthy && thread.isAlive();
    }

    /** An error is not survived: somebody has to start the process again. */
    private void died(Throwable e) {
        healthy = false;
        log.error("history is no longer read until the process is started again", e);
    }

    private void run() {
        while (!isClosed()) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                consumer.subscribe(topics.keySet());
                while (!isClosed()) {
                    project(consumer);
                }
            } catch (RuntimeException e) {
                healthy = false;
                log.warn("cannot read what became of deliveries, trying again: {}", e.getMessage());
                pause();
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return clients.consumer(
                Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "postrider-history",
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000,
                        // the bodies of deliveries come along, unread
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        16 * 1024 * 1024,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        2 * 1024 * 1024));
    }

    private void project(KafkaConsumer<byte[], byte[]> consumer) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (records.isEmpty()) {
            healthy = true;
            return;
        }
        try {
            applied.record(() -> apply(records));
            healthy = true;
        } catch (RuntimeException e) {
            healthy = false;
            log.warn("cannot store {} records, trying again: {}", records.count(), e.getMessage());
            log.debug("cannot store records", e);
            rewind(consumer, records);
            standStill(consumer);
            return;
        }
        consumer.commitSync();
    }

    private void apply(ConsumerRecords<byte[], byte[]> records) {
        List<SourceRecord> sources = new ArrayList<>(records.count());
        records.forEach(record -> sources.add(sourceOf(record)));
        HistoryBatch batch = Projection.of(sources);
        store.apply(batch);
        invalid.increment(batch.invalid().size());
    }

    private SourceRecord sourceOf(ConsumerRecord<byte[], byte[]> record) {
        return new SourceRecord(
                Objects.requireNonNull(topics.get(record.topic()), record.topic()),
                record.topic(),
                WireRecords.position(record),
                Instant.ofEpochMilli(record.timestamp()),
                WireRecords.of(record));
    }

    private static void rewind(
            KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, records.records(partition).getFirst().offset());
            }
        }
    }

    /** Stays a member of the group, as which one must poll, and reads nothing for a while. */
    private void standStill(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.pause(consumer.assignment());
        // of partitions that are assigned just now, and so not paused
        rewind(consumer, consumer.poll(PAUSE));
        consumer.resume(consumer.paused());
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause() {
        try {
            var _ = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The batch in hand is finished. */
    @Override
    public void stop() throws InterruptedException {
        closed.countDown();
        thread.join();
    }
}
