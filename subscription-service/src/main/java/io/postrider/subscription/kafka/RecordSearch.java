package io.postrider.subscription.kafka;

import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.subscription.history.RecordPlace;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads single records that lie scattered, all partitions at a time. */
final class RecordSearch {

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Deque<RecordPlace>> wanted = new HashMap<>();
    private final Map<RecordPlace, WireRecord> found = new HashMap<>();

    RecordSearch(Consumer<byte[], byte[]> consumer, TopicLayout layout, Set<RecordPlace> places) {
        this.consumer = consumer;
        places.stream()
                .sorted(Comparator.comparingLong(place -> place.position().offset()))
                .forEach(place ->
                        wanted.computeIfAbsent(
                                        new TopicPartition(
                                                layout.name(place.topic()),
                                                place.position().partition()),
                                        _ -> new ArrayDeque<>())
                                .add(place));
    }

    /**
     * The records that Kafka still has.
     *
     * @throws TimeoutException when not all is read within the time
     */
    Map<RecordPlace, WireRecord> run(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        consumer.assign(wanted.keySet());
        List.copyOf(wanted.keySet()).forEach(this::seek);
        while (!wanted.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new TimeoutException("Kafka was too slow");
            }
            poll(Duration.ofNanos(left));
        }
        return found;
    }

    private void poll(Duration patience) {
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
                take(record);
            }
            passOverWhatIsMissing();
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions().keySet().forEach(this::next);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Deque<RecordPlace> places = wanted.get(partition);
        if (places != null && places.element().position().offset() == record.offset()) {
            found.put(places.element(), WireRecords.of(record));
            next(partition);
        }
    }

    private void passOverWhatIsMissing() {
        for (TopicPartition partition : List.copyOf(wanted.keySet())) {
            Deque<RecordPlace> places = wanted.get(partition);
            if (places != null
                    && consumer.position(partition) > places.element().position().offset()) {
                next(partition);
            }
        }
    }

    private void next(TopicPartition partition) {
        Deque<RecordPlace> places = wanted.get(partition);
        if (places == null) {
            return;
        }
        places.remove();
        seek(partition);
    }

    /** To where it stands already a seek would throw away what was fetched. */
    private void seek(TopicPartition partition) {
        Deque<RecordPlace> places = wanted.get(partition);
        if (places == null || places.isEmpty()) {
            wanted.remove(partition);
            consumer.pause(Set.of(partition));
            return;
        }
        long offset = places.element().position().offset();
        if (found.isEmpty() || consumer.position(partition) != offset) {
            consumer.seek(partition, offset);
        }
    }
}
