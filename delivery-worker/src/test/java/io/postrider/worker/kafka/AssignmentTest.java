package io.postrider.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** With the consumer that Kafka ships for tests, which keeps commits in memory. */
class AssignmentTest {

    private static final TopicPartition PLACE = new TopicPartition("deliveries", 0);

    private final CommittingConsumer consumer = new CommittingConsumer();
    private final Assignment assignment = new Assignment(consumer);

    /** Takes commits unless told to refuse them. */
    private static final class CommittingConsumer extends MockConsumer<byte[], byte[]> {

        private boolean refusing;

        CommittingConsumer() {
            super("earliest");
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets,
                @Nullable OffsetCommitCallback callback) {
            if (refusing) {
                Objects.requireNonNull(callback).onComplete(offsets, fault());
            } else {
                super.commitAsync(offsets, callback);
            }
        }

        @Override
        public synchronized void commitSync(
                Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (refusing) {
                throw fault();
            }
            super.commitSync(offsets, timeout);
        }

        private static CommitFailedException fault() {
            return new CommitFailedException("the group has gone on without it");
        }
    }

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

    /** As when a safety copy is acknowledged and the attempt ends. */
    @Test
    void aClaimThatIsCompletedTwiceIsDoneOnce() {
        RecordClaim twice = claim(0);
        RecordClaim another = claim(1);
        twice.complete();
        twice.complete();
        assignment.settleCompleted();
        assertThat(assignment.bytesInHand()).isEqualTo(another.bytes());
    }

    /** By it the next owner notices that the log was cut meanwhile. */
    @Test
    void commitsTheEpochOfTheLeaderThatWroteTheLatestRecord() {
        assignment.take(
                new ConsumerRecord<>(
                        PLACE.topic(),
                        PLACE.partition(),
                        0,
                        0L,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        new byte[0],
                        new byte[0],
                        new RecordHeaders(),
                        Optional.of(7)));
        assignment.commitNow();

        assertThat(
                        Objects.requireNonNull(consumer.committed(Set.of(PLACE)).get(PLACE))
                                .leaderEpoch())
                .contains(7);
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
    void worksAgainWhenWhatItCouldNotCommitIsCommitted() {
        claim(0).complete();
        assignment.settleCompleted();
        consumer.refusing = true;
        assignment.commit();
        assertThat(assignment.works()).isFalse();

        consumer.refusing = false;
        assignment.commit();
        assertThat(assignment.works()).isTrue();
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void worksAgainWhenWhatItCouldNotCommitIsNoLongerItsOwn() {
        claim(0).complete();
        assignment.settleCompleted();
        consumer.refusing = true;
        assignment.commit();
        consumer.rebalance(List.of());
        consumer.rebalance(List.of(PLACE));
        assertThat(assignment.works()).isFalse();

        assignment.commit();

        assertThat(assignment.works()).as("with nothing to commit").isTrue();
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
