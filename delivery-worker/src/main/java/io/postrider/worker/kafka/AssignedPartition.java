package io.postrider.worker.kafka;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** One assignment of a partition, from when it is given to this consumer until it is taken away. */
final class AssignedPartition {

    private final TopicPartition partition;
    private @Nullable OffsetWindow window;
    private @Nullable OffsetAndMetadata committed;
    private long bytesInHand;

    /** Of the latest record: by it a later consumer notices that the log was cut since. */
    private Optional<Integer> leaderEpoch;

    private boolean paused;
    private volatile boolean assigned = true;

    /** With nothing committed, the window begins at the first record. */
    AssignedPartition(TopicPartition partition, @Nullable OffsetAndMetadata committed) {
        this.partition = partition;
        this.committed = committed;
        this.leaderEpoch = committed == null ? Optional.empty() : committed.leaderEpoch();
        this.window =
                committed == null
                        ? null
                        : OffsetWindow.restored(committed.offset(), committed.metadata());
    }

    TopicPartition partition() {
        return partition;
    }

    /**
     * Takes the record at the offset.
     *
     * @param epoch of the leader that appended the record
     */
    OffsetWindow.Admission admit(long offset, int bytes, Optional<Integer> epoch) {
        OffsetWindow open = window == null ? OffsetWindow.startingAt(offset) : window;
        window = open;
        OffsetWindow.Admission admission = open.admit(offset);
        leaderEpoch = epoch;
        if (admission == OffsetWindow.Admission.TAKEN) {
            bytesInHand += bytes;
        }
        return admission;
    }

    void complete(long offset, int bytes) {
        if (window != null) {
            window.complete(offset);
        }
        bytesInHand -= bytes;
    }

    void passedTo(long position) {
        if (window != null) {
            window.passedTo(position);
        }
    }

    /** Whether anything was taken or restored, so that there is a position to speak of. */
    boolean hasBegun() {
        return window != null;
    }

    /** Whether so many more records fit. */
    boolean hasRoomFor(int records) {
        return window == null || window.span() + records <= OffsetWindow.LIMIT;
    }

    int recordsInHand() {
        return window == null ? 0 : window.pending();
    }

    long bytesInHand() {
        return bytesInHand;
    }

    long span() {
        return window == null ? 0 : window.span();
    }

    /** What to commit, if it is anything new. */
    Optional<OffsetAndMetadata> uncommitted() {
        if (window == null) {
            return Optional.empty();
        }
        OffsetWindow.Commit commit = window.commit();
        OffsetAndMetadata next =
                new OffsetAndMetadata(commit.offset(), leaderEpoch, commit.metadata());
        return isCommitted(next) ? Optional.empty() : Optional.of(next);
    }

    /** The leader epoch, which a fetched commit may carry, makes no difference here. */
    private boolean isCommitted(OffsetAndMetadata next) {
        return committed != null
                && committed.offset() == next.offset()
                && committed.metadata().equals(next.metadata());
    }

    void committed(OffsetAndMetadata acknowledged) {
        committed = acknowledged;
    }

    /** As the broker has acknowledged it. */
    Optional<Long> committedOffset() {
        return Optional.ofNullable(committed).map(OffsetAndMetadata::offset);
    }

    boolean isPaused() {
        return paused;
    }

    void setPaused(boolean now) {
        paused = now;
    }

    boolean isAssigned() {
        return assigned;
    }

    void takenAway() {
        assigned = false;
    }
}
