package io.postrider.worker.kafka;

import java.util.BitSet;

/**
 * Which records of one partition are done. Records finish out of order; what is committed is the
 * lowest offset that is not complete, together with a map of the complete ones above it, so that a
 * restart neither loses a record nor repeats one that was done. Offsets that hold no record
 * (transaction markers, compacted or aborted records) are complete by themselves. Knows nothing of
 * Kafka; for use by one thread.
 */
final class OffsetWindow {

    /** From the lowest incomplete offset to the highest taken: what its metadata has room for. */
    static final int LIMIT = CommitMetadata.LIMIT;

    /** What to do with a record. */
    enum Admission {
        /** Work on it. */
        TAKEN,
        /** It was complete before the last restart. */
        DONE_BEFORE,
        /** The window is full: the same record must come again later. */
        NO_ROOM,
        /** The log went backwards: what is known of these offsets is about other records. */
        REWOUND
    }

    /** What to commit. */
    record Commit(long offset, String metadata) {}

    private final BitSet doneBefore;
    private final long doneBeforeOrigin;

    /** Taken and not complete, bit 0 standing for {@link #origin}. */
    private BitSet pending = new BitSet();

    private long origin;
    private int lowest = -1;
    private int pendingCount;
    private long next;

    private OffsetWindow(long start, BitSet doneBefore) {
        this.doneBefore = doneBefore;
        this.doneBeforeOrigin = start;
        this.origin = start;
        this.next = start;
    }

    static OffsetWindow startingAt(long offset) {
        return new OffsetWindow(offset, new BitSet());
    }

    /** As it was when this was committed; metadata of another writer counts as none. */
    static OffsetWindow restored(long offset, String metadata) {
        return new OffsetWindow(offset, CommitMetadata.read(metadata));
    }

    /** Takes the record at the offset; the offsets passed over since the last one held none. */
    Admission admit(long offset) {
        if (offset < next) {
            return Admission.REWOUND;
        }
        next = offset;
        if (offset - lowestIncomplete() >= LIMIT) {
            return Admission.NO_ROOM;
        }
        next = offset + 1;
        if (wasDoneBefore(offset)) {
            return Admission.DONE_BEFORE;
        }
        if (pendingCount == 0) {
            origin = offset;
            lowest = 0;
        }
        pending.set((int) (offset - origin));
        pendingCount++;
        return Admission.TAKEN;
    }

    private boolean wasDoneBefore(long offset) {
        long index = offset - doneBeforeOrigin;
        return index < LIMIT && doneBefore.get((int) index);
    }

    /** Whatever lies before the position has been taken, or holds no record. */
    void passedTo(long position) {
        next = Math.max(next, position);
    }

    /** The taken record is done; a second time is no matter. */
    void complete(long offset) {
        long index = offset - origin;
        if (index < 0 || index >= pending.length() || !pending.get((int) index)) {
            return;
        }
        pending.clear((int) index);
        pendingCount--;
        if (index == lowest) {
            lowest = pending.nextSetBit(lowest);
            if (lowest > LIMIT) {
                pending = pending.get(lowest, pending.length());
                origin += lowest;
                lowest = 0;
            }
        }
    }

    long lowestIncomplete() {
        return pendingCount == 0 ? next : origin + lowest;
    }

    /** From the lowest incomplete offset to the next one to come. */
    long span() {
        return next - lowestIncomplete();
    }

    int pending() {
        return pendingCount;
    }

    Commit commit() {
        long start = lowestIncomplete();
        BitSet complete = new BitSet();
        if (pendingCount > 0) {
            complete.set(0, (int) Math.min(next - start, LIMIT));
            complete.andNot(pending.get(lowest, pending.length()));
        }
        copyDoneBefore(complete, start);
        return new Commit(start, CommitMetadata.write(complete));
    }

    /** What was done before and has not come by yet must survive another restart. */
    private void copyDoneBefore(BitSet complete, long start) {
        long notYetSeen = next - doneBeforeOrigin;
        if (notYetSeen >= doneBefore.length()) {
            return;
        }
        int shift = (int) (start - doneBeforeOrigin);
        for (int i = doneBefore.nextSetBit((int) notYetSeen);
                i >= 0;
                i = doneBefore.nextSetBit(i + 1)) {
            complete.set(i - shift);
        }
    }
}
