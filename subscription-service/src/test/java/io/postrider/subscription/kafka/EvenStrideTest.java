package io.postrider.subscription.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.topic.Topic;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class EvenStrideTest {

    private static final TopicPartition QUEUE_0 = new TopicPartition("deliveries", 0);
    private static final TopicPartition QUEUE_1 = new TopicPartition("deliveries", 1);
    private static final TopicPartition ATTEMPTS_0 = new TopicPartition("attempts", 0);
    private static final TopicPartition ATTEMPTS_1 = new TopicPartition("attempts", 1);
    private static final List<TopicPartition> ALL =
            List.of(QUEUE_0, QUEUE_1, ATTEMPTS_0, ATTEMPTS_1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Map<TopicPartition, Long> read = new HashMap<>();
    private final EvenStride stride =
            new EvenStride(
                    consumer, Map.of("deliveries", Topic.DELIVERIES, "attempts", Topic.ATTEMPTS));

    @BeforeEach
    void assign() {
        consumer.updateBeginningOffsets(
                Map.of(QUEUE_0, 0L, QUEUE_1, 0L, ATTEMPTS_0, 0L, ATTEMPTS_1, 0L));
        consumer.assign(ALL);
    }

    /** Reads a record of that time; so many are left behind it. */
    private void read(TopicPartition partition, long millis, long left) {
        long offset = read.merge(partition, 1L, Long::sum) - 1;
        consumer.updateEndOffsets(Map.of(partition, offset + 1 + left));
        consumer.addRecord(
                new ConsumerRecord<>(
                        partition.topic(),
                        partition.partition(),
                        offset,
                        millis,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        new byte[0],
                        new byte[0],
                        new RecordHeaders(),
                        Optional.empty()));
        stride.keep(consumer.poll(Duration.ZERO));
    }

    @Test
    void readsEverythingWhileNothingIsLeft() {
        read(QUEUE_0, 9_000, 0);
        read(ATTEMPTS_0, 1_000, 0);

        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void letsDeliveriesWaitForTheReportsOfTheirTime() {
        read(ATTEMPTS_0, 1_000, 5);
        read(ATTEMPTS_1, 2_500, 5);
        read(QUEUE_0, 2_000, 5);
        read(QUEUE_1, 900, 5);
        assertThat(consumer.paused()).containsExactly(QUEUE_0);

        read(ATTEMPTS_0, 2_100, 4);

        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void letsReportsWaitWhenTheyAreFarAhead() {
        read(QUEUE_0, 1_000, 5);
        read(ATTEMPTS_0, 3_001, 5);
        read(ATTEMPTS_1, 3_000, 5);
        assertThat(consumer.paused()).containsExactly(ATTEMPTS_0);

        read(QUEUE_0, 1_001, 4);

        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void goesOnWhenTheOtherTopicIsReadToItsEnd() {
        read(ATTEMPTS_0, 1_000, 1);
        read(QUEUE_0, 5_000, 1);
        assertThat(consumer.paused()).containsExactly(QUEUE_0);

        read(ATTEMPTS_0, 1_100, 0);

        assertThat(consumer.paused()).isEmpty();
    }
}
