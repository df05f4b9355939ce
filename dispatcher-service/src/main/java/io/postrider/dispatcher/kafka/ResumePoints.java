package io.postrider.dispatcher.kafka;

import io.postrider.model.SubscriptionId;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The events that are fanned out in part, at most one in each assigned partition. It holds what is
 * committed and nothing else: a transaction that is taken back leaves no trace here.
 */
final class ResumePoints implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(ResumePoints.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, ResumePoint> points = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Set<TopicPartition> revoked = new HashSet<>();

    ResumePoints(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** The subscription after which the fan-out of the record's event goes on, if it has begun. */
    Optional<SubscriptionId> after(ConsumerRecord<byte[], byte[]> record) {
        ResumePoint point = points.get(new TopicPartition(record.topic(), record.partition()));
        return point != null && point.offset() == record.offset()
                ? Optional.of(point.after())
                : Optional.empty();
    }

    /** A transaction that carried these offsets is committed. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            committed.put(partition, offset.offset());
            ResumePoint.of(offset)
                    .ifPresentOrElse(
                            point -> points.put(partition, point), () -> points.remove(partition));
        });
    }

    /**
     * Positions to commit that lie behind what is no record: the end of a transaction, or records
     * of one that was taken back. Right only while all records are committed that were polled.
     */
    Map<TopicPartition, OffsetAndMetadata> passed() {
        Map<TopicPartition, OffsetAndMetadata> passed = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            try {
                long position = consumer.position(partition, Duration.ZERO);
                if (position > committed.getOrDefault(partition, 0L)) {
                    passed.put(partition, new OffsetAndMetadata(position));
                }
            } catch (TimeoutException | InvalidOffsetException e) {
                log.debug("{} has no position now", partition, e);
            }
        }
        return passed;
    }

    /** Goes back to where the run begins. */
    void rewind(List<ConsumerRecord<byte[], byte[]>> run) {
        Set<TopicPartition> rewound = new HashSet<>();
        Set<TopicPartition> assigned = consumer.assignment();
        for (ConsumerRecord<byte[], byte[]> record : run) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (assigned.contains(partition) && rewound.add(partition)) {
                consumer.seek(partition, record.offset());
            }
        }
    }

    /** Whoever had the partitions before has left what it committed. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> found = consumer.committed(Set.copyOf(partitions));
        found.values().removeIf(offset -> offset == null);
        committed(found);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        points.keySet().removeAll(partitions);
        committed.keySet().removeAll(partitions);
        revoked.addAll(partitions);
    }

    /**
     * Takes out what was polled of partitions that have been revoked since this was last asked:
     * others read it, or it is read again.
     */
    void dropRevoked(List<ConsumerRecord<byte[], byte[]>> polled) {
        if (!revoked.isEmpty()) {
            polled.removeIf(record ->
                    revoked.contains(new TopicPartition(record.topic(), record.partition())));
            revoked.clear();
        }
    }
}
