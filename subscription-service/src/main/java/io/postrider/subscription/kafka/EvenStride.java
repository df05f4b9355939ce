package io.postrider.subscription.kafka;

import io.postrider.model.topic.Topic;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads deliveries and attempts side by side while history catches up, by the times of their
 * records: reports of attempts first, as a record adds nothing to what its report has told, and
 * never so far ahead that the report is forgotten when its record comes. Of all partitions that
 * have more to give, the one that is furthest behind is always read.
 */
final class EvenStride {

    private static final long REPORTS_AHEAD_MILLIS = 2_000;

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, Topic> topics;
    private final Map<TopicPartition, Long> readTo = new HashMap<>();

    EvenStride(Consumer<byte[], byte[]> consumer, Map<String, Topic> topics) {
        this.consumer = consumer;
        this.topics = topics;
    }

    /** Pauses the partitions that are too far ahead of the other topic, and resumes the others. */
    void keep(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            ConsumerRecord<byte[], byte[]> last = records.records(partition).getLast();
            readTo.merge(partition, last.timestamp(), Math::max);
        }
        List<TopicPartition> deliveries = assigned(Topic.DELIVERIES);
        List<TopicPartition> attempts = assigned(Topic.ATTEMPTS);
        long deliveriesTo = furthestBehind(deliveries);
        long attemptsTo = furthestBehind(attempts);
        pace(deliveries, attemptsTo, 0);
        pace(attempts, deliveriesTo, REPORTS_AHEAD_MILLIS);
    }

    private List<TopicPartition> assigned(Topic topic) {
        return consumer.assignment().stream()
                .filter(partition -> topics.get(partition.topic()) == topic)
                .toList();
    }

    /**
     * The time up to which all is read, in milliseconds; no limit when there is no more to read.
     */
    private long furthestBehind(List<TopicPartition> partitions) {
        return partitions.stream()
                .filter(partition -> consumer.currentLag(partition).orElse(0) > 0)
                .mapToLong(this::readTo)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private long readTo(TopicPartition partition) {
        return readTo.getOrDefault(partition, 0L);
    }

    private void pace(List<TopicPartition> partitions, long others, long ahead) {
        List<TopicPartition> wait = new ArrayList<>();
        List<TopicPartition> go = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            (readTo(partition) - ahead > others ? wait : go).add(partition);
        }
        consumer.pause(wait);
        consumer.resume(go);
    }
}
