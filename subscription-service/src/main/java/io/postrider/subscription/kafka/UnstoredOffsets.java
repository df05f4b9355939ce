package io.postrider.subscription.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Where to go on reading if the process ended now. Polls count as stored one after the other, and
 * as a whole: what is read once more after a crash does no harm, what is skipped is lost.
 */
final class UnstoredOffsets {

    private final Deque<Poll> polls = new ArrayDeque<>();
    private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();

    private Map<TopicPartition, OffsetAndMetadata> told = Map.of();

    /** The first record of each partition that a poll brought. */
    private record Poll(long time, Map<TopicPartition, Long> first) {}

    void add(ConsumerRecords<byte[], byte[]> records, long time) {
        Map<TopicPartition, Long> first = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> list = records.records(partition);
            first.put(partition, list.getFirst().offset());
        }
        polls.add(new Poll(time, first));
        next.putAll(records.nextOffsets());
    }

    /** All is stored but what was read at the time or after it; without a time, all is. */
    void storedBefore(OptionalLong oldest) {
        while (!polls.isEmpty()
                && (oldest.isEmpty() || polls.getFirst().time() < oldest.getAsLong())) {
            polls.removeFirst();
        }
    }

    /** The lowest offset of each partition that is read and not stored. */
    Map<TopicPartition, Long> lowest() {
        Map<TopicPartition, Long> lowest = new HashMap<>();
        polls.forEach(poll ->
                poll.first()
                        .forEach(
                                (partition, offset) -> lowest.merge(partition, offset, Long::min)));
        return lowest;
    }

    /** Whether everything that was read is stored. */
    boolean isEmpty() {
        return polls.isEmpty();
    }

    /**
     * What may be committed of each partition that was read from, empty when that has not changed
     * since it was asked for.
     */
    Map<TopicPartition, OffsetAndMetadata> committable() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(next);
        lowest().forEach((partition, offset) ->
                offsets.put(partition, new OffsetAndMetadata(offset)));
        if (offsets.equals(told)) {
            return Map.of();
        }
        told = offsets;
        return Map.copyOf(offsets);
    }

    /** Others read the partitions now. */
    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(next::remove);
        polls.forEach(poll -> poll.first().keySet().removeAll(partitions));
    }

    void clear() {
        polls.clear();
        next.clear();
        told = Map.of();
    }
}
