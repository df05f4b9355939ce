package io.postrider.dispatcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.runtime.kafka.KafkaClients;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one transaction takes, with the consumer that Kafka ships for tests. */
class PacedPollTest {

    private static final TopicPartition ONE = new TopicPartition("t.events", 0);
    private static final TopicPartition OTHER = new TopicPartition("t.events", 1);
    private static final long APART = PacedPoll.APART.toNanos();

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final ResumePoints resumePoints = new ResumePoints(consumer);
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long now;
    private final PacedPoll poll =
            new PacedPoll(consumer, resumePoints, new PacedPoll.Limits(3, 1_000_000), () -> now);

    @BeforeEach
    void assign() {
        consumer.subscribe(List.of(ONE.topic()), resumePoints);
        consumer.updateBeginningOffsets(Map.of(ONE, 0L, OTHER, 0L));
        consumer.rebalance(List.of(ONE, OTHER));
    }

    /** A record that is there at the next poll, so much later. */
    private void comes(TopicPartition partition, long offset, long later) {
        comes(partition, offset, later, new byte[0]);
    }

    private void comes(TopicPartition partition, long offset, long later, byte[] value) {
        consumer.schedulePollTask(() -> {
            now += later;
            consumer.addRecord(record(partition, offset, value));
        });
    }

    private static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, byte[] value) {
        return new ConsumerRecord<>(
                partition.topic(), partition.partition(), offset, new byte[0], value);
    }

    private List<Long> offsets() {
        return records.stream().map(ConsumerRecord::offset).toList();
    }

    @Test
    void anEventAfterAPauseDoesNotWait() {
        comes(ONE, 0, 0);
        comes(ONE, 1, 0);

        poll.addTo(records);

        assertThat(offsets()).containsExactly(0L);
    }

    @Test
    void collectsUntilTheTransactionsAreApart() {
        poll.begun();
        comes(ONE, 0, APART / 2);
        comes(ONE, 1, APART / 4);
        comes(ONE, 2, APART / 4);
        comes(ONE, 3, 0);

        poll.addTo(records);

        assertThat(offsets()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void collectsNoMoreThanATransactionTakes() {
        poll.begun();
        for (int offset = 0; offset < 5; offset++) {
            comes(ONE, offset, 0);
        }

        poll.addTo(records);

        assertThat(offsets()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void collectsNoMoreOnceItIsLargeInMemory() {
        poll.begun();
        for (int offset = 0; offset < 3; offset++) {
            comes(ONE, offset, 0, new byte[600_000]);
        }

        poll.addTo(records);

        assertThat(offsets()).containsExactly(0L, 1L);
    }

    @Test
    void collectsTheRestOfAFullPollAtOnce() {
        PacedPoll roomy =
                new PacedPoll(
                        consumer, resumePoints, new PacedPoll.Limits(100, 1_000_000), () -> now);
        consumer.schedulePollTask(() -> {
            for (int offset = 0; offset < KafkaClients.MAX_POLL_RECORDS; offset++) {
                consumer.addRecord(record(ONE, offset, new byte[0]));
            }
        });
        comes(ONE, KafkaClients.MAX_POLL_RECORDS, 0);
        comes(ONE, KafkaClients.MAX_POLL_RECORDS + 1, 0);

        roomy.addTo(records);

        assertThat(records).hasSize(KafkaClients.MAX_POLL_RECORDS + 1);
    }

    @Test
    void dropsWhatWasCollectedOfAPartitionThatIsRevoked() {
        poll.begun();
        comes(ONE, 0, 0);
        comes(OTHER, 7, 0);
        consumer.schedulePollTask(() -> {
            now += APART;
            consumer.rebalance(List.of(OTHER));
        });

        poll.addTo(records);

        assertThat(records).extracting(ConsumerRecord::partition).containsExactly(1);
    }
}
