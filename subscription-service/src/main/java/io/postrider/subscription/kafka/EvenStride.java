package io.postrider.subscription.kafka;

import io.postrider.model.topic.Topic;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Reads deliveries and attempts at the same pace, by the times of their records: while history
 * catches up, the one that is ahead waits for the other, so that the two halves of a delivery still
 * come together.
 */
final class EvenStride {

    private static final long MOST_AHEAD_MILLIS = 200;

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, Topic> topics;
    private long deliveriesReadTo;
    private long attemptsReadTo;

    EvenStride(Consumer<byte[], byte[]> consumer, Map<String, Topic> topics) {
        this.consumer = consumer;
        this.topics = topics;
    }

    /** Pauses the topic that is too far ahead of what the other one still has to read. */
    void keep(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            ConsumerRecord<byte[], byte[]> last = records.records(partition).getLast();
            if (topics.get(partition.topic()) == Topic.DELIVERIES) {
                deliveriesReadTo = Math.max(deliveriesReadTo, last.timestamp());
            } else if (topics.get(partition.topic()) == Topic.ATTEMPTS) {
                attemptsReadTo = Math.max(attemptsReadTo, last.timestamp());
            }
        }
        List<TopicPartition> deliveries = assigned(Topic.DELIVERIES);
        List<TopicPartition> attempts = assigned(Topic.ATTEMPTS);
        long ahead = deliveriesReadTo - attemptsReadTo;
        pace(deliveries, ahead > MOST_AHEAD_MILLIS && isBehind(attempts));
        pace(attempts, -ahead > MOST_AHEAD_MILLIS && isBehind(deliveries));
    }

    private List<TopicPartition> assigned(Topic topic) {
        return consumer.assignment().stream()
                .filter(partition -> topics.get(partition.topic()) == topic)
                .toList();
    }

    private boolean isBehind(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .anyMatch(partition -> consumer.currentLag(partition).orElse(0) > 0);
    }

    private void pace(Collection<TopicPartition> partitions, boolean wait) {
        if (wait) {
            consumer.pause(partitions);
        } else {
            consumer.resume(partitions);
        }
    }
}
