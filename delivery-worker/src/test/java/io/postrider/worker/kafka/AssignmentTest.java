package io.postrider.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** With the consumer that Kafka ships for tests, which keeps commits in memory. */
class AssignmentTest {

    private static final TopicPartition PLACE = new TopicPartition("deliveries", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Assignment assignment = new Assignment(consumer);

    @BeforeEach
    void assign() {
        consumer.subscribe(List.of(PLACE.topic()), assignment);
        consumer.updateBeginningOffsets(Map.of(PLACE, 0L));
        consumer.rebalance(List.of(PLACE));
    }

    private Assignment.Taken take(long offset) {
        return assignment.take(
                new ConsumerRecord<>(
                        PLACE.topic(),
                        PLACE.partition(),
                        offset,
                        "k".getBytes(StandardCharsets.UTF_8),
                        "v".getBytes(StandardCharsets.UTF_8)));
    }

    private RecordClaim claim(long offset) {
        return ((Assignment.Taken.Claimed) take(offset)).claim();
    }

    private long committed() {
        return Objects.requireNonNull(consumer.committed(Set.of(PLACE)).get(PLACE)).offset();
    }

    @Test
    void aNewOwnerSkipsWhatWasDone() {
        claim(0);
        claim(1).complete();
        consumer.rebalance(List.of());
        consumer.rebalance(List.of(PLACE));

        assertThat(committed()).isZero();
        assertThat(take(0)).isInstanceOf(Assignment.Taken.Claimed.class);
        assertThat(take(1)).isInstanceOf(Assignment.Taken.Skipped.class);
        assertThat(take(2)).isInstanceOf(Assignment.Taken.Claimed.class);
    }

    @Test
    void aLateCompletionSaysNothingAboutALaterAssignment() {
        RecordClaim late = claim(0);
        consumer.rebalance(List.of());
        assertThat(late.isHeld()).isFalse();
        consumer.rebalance(List.of(PLACE));
        RecordClaim again = claim(0);
        late.complete();
        assignment.commitNow();

        assertThat(again.isHeld()).isTrue();
        assertThat(assignment.partitions().iterator().next().recordsInHand()).isEqualTo(1);
        again.complete();
        assignment.settleCompleted();
        assertThat(assignment.partitions().iterator().next().recordsInHand()).isZero();
    }

    @Test
    void whatFollowsABrokenLogIsNotTakenForDone() {
        consumer.seek(PLACE, 6);
        claim(5).complete();
        assignment.commitNow();
        assertThat(committed()).isEqualTo(6);

        assertThat(take(0)).isInstanceOf(Assignment.Taken.Claimed.class);
    }

    @Test
    void nothingBeginsAnyMoreAtTheEnd() {
        RecordClaim claim = claim(0);
        assignment.end();

        assertThat(claim.isHeld()).isFalse();
    }

    @Test
    void whatFindsNoRoomComesAgain() {
        claim(0);

        assertThat(take(OffsetWindow.LIMIT)).isInstanceOf(Assignment.Taken.Full.class);
        assertThat(consumer.position(PLACE)).isEqualTo(OffsetWindow.LIMIT);
        assignment.pauseWhere(partition -> !partition.hasRoomFor(1));
        assertThat(consumer.paused()).containsExactly(PLACE);
    }
}
