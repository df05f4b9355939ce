package io.postrider.worker.kafka;

import static io.postrider.worker.Fixtures.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a record of a retry topic is due, whatever the machine's clock does. */
class TierQueueTest {

    private static final Duration TIER = Duration.ofSeconds(8);
    private static final TopicPartition PLACE = new TopicPartition("retry.8s", 0);

    /** Has nothing to do with the time of day. */
    private static final Instant STEADY = Instant.parse("2000-01-01T00:00:00Z");

    private final TierQueue queue = new TierQueue(TIER);
    private final CountedCredit counted = new CountedCredit();

    @BeforeEach
    void credit() {
        counted.count(0);
    }

    private void add(Instant appendedAt, Instant wall) {
        queue.add(
                new ConsumerRecord<>(
                        PLACE.topic(),
                        PLACE.partition(),
                        0,
                        appendedAt.toEpochMilli(),
                        TimestampType.LOG_APPEND_TIME,
                        0,
                        2,
                        new byte[0],
                        new byte[2],
                        new RecordHeaders(),
                        Optional.empty()),
                new RecordClaim(
                        new Assignment(new MockConsumer<>("earliest")),
                        new AssignedPartition(PLACE, null),
                        0,
                        2),
                wall,
                STEADY);
    }

    /**
     * Seconds: how long ago it was appended by this machine's clock, and how long it still waits.
     */
    @ParameterizedTest
    @CsvSource({"0, 8", "3, 5", "8, 0", "3600, 0", "-3600, 8", "-1, 8"})
    void waitsForItsTierAndNeverLonger(long age, long wait) {
        add(NOW.minusSeconds(age), NOW);

        Instant due = STEADY.plusSeconds(wait);
        if (wait > 0) {
            assertThat(queue.takeDue(due.minusMillis(1), counted.credit())).isNull();
        }
        assertThat(queue.takeDue(due, counted.credit())).isNotNull();
    }

    @Test
    void releasesAFewEachSecondWithoutCredit() {
        Instant due = STEADY.plus(TIER);
        int many = 3 * TierQueue.LEAST_A_SECOND;
        for (int i = 0; i < many; i++) {
            add(NOW, NOW);
        }
        counted.takeAll();
        assertThat(queue.nextDue(false)).contains(due);
        assertThat(releasedAt(due)).isEqualTo(TierQueue.LEAST_A_SECOND);
        assertThat(queue.nextDue(false)).as("no polling in vain").contains(due.plusSeconds(1));
        assertThat(queue.nextDue(true)).contains(due);
        assertThat(releasedAt(due.plusMillis(999))).isZero();
        assertThat(releasedAt(due.plusSeconds(1))).isEqualTo(TierQueue.LEAST_A_SECOND);
        counted.count(999);
        assertThat(releasedAt(due.plusSeconds(1))).as("one more, on credit").isOne();
    }

    private int releasedAt(Instant now) {
        int released = 0;
        while (queue.takeDue(now, counted.credit()) != null) {
            released++;
        }
        return released;
    }

    @Test
    void takesNoCreditForWhatIsNotDue() {
        add(NOW, NOW);

        assertThat(releasedAt(STEADY)).isZero();
        assertThat(counted.takeAll()).isEqualTo(1_000);
    }

    @Test
    void aClockThatIsSetLaterDoesNotMatter() {
        add(NOW, NOW);
        add(NOW, NOW.minus(Duration.ofHours(1)));

        assertThat(queue.takeDue(STEADY.plus(TIER), counted.credit())).isNotNull();
        assertThat(queue.takeDue(STEADY.plus(TIER), counted.credit())).isNotNull();
    }
}
