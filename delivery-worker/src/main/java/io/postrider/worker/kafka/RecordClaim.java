package io.postrider.worker.kafka;

import io.postrider.model.RecordPosition;
import io.postrider.worker.delivery.Claim;

/**
 * The hold on one record. It belongs to one assignment of its partition: what comes back after the
 * partition was given away says nothing about a later assignment, even of the same partition.
 */
final class RecordClaim implements Claim {

    private final Assignment assignment;
    private final AssignedPartition partition;
    private final long offset;
    private final int bytes;
    private boolean settled;

    RecordClaim(Assignment assignment, AssignedPartition partition, long offset, int bytes) {
        this.assignment = assignment;
        this.partition = partition;
        this.offset = offset;
        this.bytes = bytes;
    }

    @Override
    public RecordPosition position() {
        return new RecordPosition(partition.partition().partition(), offset);
    }

    @Override
    public boolean isHeld() {
        return !isGivenUp() && assignment.isSure();
    }

    @Override
    public boolean isGivenUp() {
        return !partition.isAssigned() || assignment.isEnding();
    }

    @Override
    public void complete() {
        assignment.completed(this);
    }

    /** What its record takes up. */
    int bytes() {
        return bytes;
    }

    AssignedPartition partition() {
        return partition;
    }

    /** On the poll thread. */
    void settle() {
        if (!settled) {
            settled = true;
            partition.complete(offset, bytes);
        }
    }
}
