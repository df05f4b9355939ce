package io.postrider.dispatcher.kafka;

import io.postrider.model.SubscriptionId;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The events that are fanned out in part, at most one in each assigned partition. It holds what is
 * committed and nothing else: a transaction that is taken back leaves no trace here.
 */
final class ResumePoints implements ConsumerRebalanceListener {

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, ResumePoint> points = new HashMap<>();

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
        offsets.forEach((partition, offset) ->
                ResumePoint.of(offset)
                        .ifPresentOrElse(
                                point -> points.put(partition, point),
                                () -> points.remove(partition)));
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
    }
}
