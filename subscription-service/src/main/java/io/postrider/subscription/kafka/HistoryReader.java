package io.postrider.subscription.kafka;

import io.postrider.model.topic.Topic;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.subscription.history.HistoryBatch;
import io.postrider.subscription.history.HistoryBuffer;
import io.postrider.subscription.history.HistoryStore;
import io.postrider.subscription.history.SourceRecord;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * What one consumer reads, from the poll to the commit. Facts are collected and stored in large
 * batches, because each costs PostgreSQL a flush to disk; the halves of deliveries are held back
 * longer (see {@link HistoryBuffer}). Offsets are committed when all before them is stored; what
 * PostgreSQL does not take is read again until it does.
 */
final class HistoryReader implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(HistoryReader.class);
    private static final Duration IDLE_POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STORE_EVERY = Duration.ofMillis(250);

    /** Together with the time between two batches it is when a queued delivery shows at last. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    /** Of which something waits to be stored: some 40 MB, which a slow database must not exceed. */
    private static final int MOST_DELIVERIES = 40_000;

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, Topic> topics;
    private final HistoryStore store;
    private final HistoryMeters meters;
    private final HistoryBuffer told = new HistoryBuffer(PATIENCE);
    private final UnstoredOffsets offsets = new UnstoredOffsets();
    private final EvenStride stride;
    private final LongSupplier nanoTime;
    private final long began;
    private long storedAt;
    private boolean failing;

    HistoryReader(
            Consumer<byte[], byte[]> consumer,
            Map<String, Topic> topics,
            HistoryStore store,
            HistoryMeters meters,
            LongSupplier nanoTime) {
        this.consumer = consumer;
        this.topics = topics;
        this.stride = new EvenStride(consumer, topics);
        this.store = store;
        this.meters = meters;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        consumer.subscribe(topics.keySet(), this);
    }

    /** Reads on for up to a second, and says whether PostgreSQL takes what is read. */
    boolean read() {
        ConsumerRecords<byte[], byte[]> records =
                consumer.poll(offsets.isEmpty() ? IDLE_POLL : STORE_EVERY);
        add(records);
        stride.keep(records);
        if (told.size() > MOST_DELIVERIES) {
            store(told.takeAll());
        } else if (now() - storedAt >= STORE_EVERY.toNanos()) {
            store(told.take(now()));
        }
        if (failing) {
            standStill();
        }
        return !failing;
    }

    private long now() {
        return nanoTime.getAsLong() - began;
    }

    private void add(ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        List<SourceRecord> sources = new ArrayList<>(records.count());
        records.forEach(record -> sources.add(sourceOf(record)));
        long now = now();
        told.add(sources, now);
        offsets.add(records, now);
    }

    private SourceRecord sourceOf(ConsumerRecord<byte[], byte[]> record) {
        return new SourceRecord(
                Objects.requireNonNull(topics.get(record.topic()), record.topic()),
                record.topic(),
                WireRecords.position(record),
                Instant.ofEpochMilli(record.timestamp()),
                WireRecords.of(record));
    }

    private void store(HistoryBatch batch) {
        storedAt = now();
        try {
            if (!batch.isEmpty()) {
                meters.applied().record(() -> store.apply(batch));
                told.stored();
                meters.invalid().increment(batch.invalid().size());
            }
            failing = false;
        } catch (RuntimeException e) {
            failing = true;
            log.warn("cannot store history, trying again: {}", e.getMessage());
            log.debug("cannot store {} deliveries", batch.deliveries().size(), e);
            startOver();
            return;
        }
        offsets.storedBefore(told.oldest());
        Map<TopicPartition, OffsetAndMetadata> stored = offsets.committable();
        if (!stored.isEmpty()) {
            consumer.commitSync(stored);
        }
    }

    /** Goes back to the first record that is not stored. */
    private void startOver() {
        told.clear();
        rewind(offsets.lowest());
        offsets.clear();
    }

    private void rewind(Map<TopicPartition, Long> positions) {
        positions.forEach((partition, offset) -> {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, offset);
            }
        });
    }

    /** Stays a member of the group, as which one must poll, and reads nothing for a while. */
    private void standStill() {
        consumer.pause(consumer.assignment());
        ConsumerRecords<byte[], byte[]> records = consumer.poll(PAUSE);
        // of partitions that are assigned just now, and so not paused
        records.partitions()
                .forEach(partition ->
                        consumer.seek(partition, records.records(partition).getFirst().offset()));
        consumer.resume(consumer.paused());
    }

    /** Also called when the consumer closes: whoever reads on finds all of it stored. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!offsets.isEmpty()) {
            store(told.takeAll());
        }
        offsets.forget(partitions);
    }

    /** What was read of them may be stored still, which does no harm. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        offsets.forget(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
}
