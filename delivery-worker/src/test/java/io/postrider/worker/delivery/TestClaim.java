package io.postrider.worker.delivery;

import io.postrider.model.RecordPosition;

/** A claim that says whether it is complete. */
final class TestClaim implements Claim {
    boolean held = true;
    boolean givenUp;
    boolean completed;

    @Override
    public RecordPosition position() {
        return new RecordPosition(0, 0);
    }

    @Override
    public boolean isHeld() {
        return held;
    }

    @Override
    public boolean isGivenUp() {
        return givenUp;
    }

    /** Another worker has the partition. */
    void giveUp() {
        held = false;
        givenUp = true;
    }

    @Override
    public void complete() {
        completed = true;
    }
}
