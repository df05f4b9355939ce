package io.postrider.worker.kafka;

import static io.postrider.worker.Fixtures.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
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
            assertThat(queue.takeDue(due.minusMillis(1), false)).isNull();
        }
        assertThat(queue.takeDue(due, false)).isNotNull();
    }

    @Test
    void releasesAFewEachSecondWhileItGivesWay() {
        Instant due = STEADY.plus(TIER);
        int many = 3 * TierQueue.LEAST_A_SECOND;
        for (int i = 0; i < many; i++) {
            add(NOW, NOW);
        }
        assertThat(queue.nextDue(true)).contains(due);
        assertThat(releasedAt(due)).isEqualTo(TierQueue.LEAST_A_SECOND);
        assertThat(queue.nextDue(true)).as("no polling in vain").contains(due.plusSeconds(1));
        assertThat(queue.nextDue(false)).contains(due);
        assertThat(releasedAt(due.plusMillis(999))).isZero();
        assertThat(releasedAt(due.plusSeconds(1))).isEqualTo(TierQueue.LEAST_A_SECOND);
        assertThat(queue.takeDue(due.plusSeconds(1), false)).isNotNull();
    }

    private int releasedAt(Instant now) {
        int released = 0;
        while (queue.takeDue(now, true) != null) {
            released++;
        }
        return released;
    }

    @Test
    void aClockThatIsSetLaterDoesNotMatter() {
        add(NOW, NOW);
        add(NOW, NOW.minus(Duration.ofHours(1)));

        assertThat(queue.takeDue(STEADY.plus(TIER), false)).isNotNull();
        assertThat(queue.takeDue(STEADY.plus(TIER), false)).isNotNull();
    }
}
