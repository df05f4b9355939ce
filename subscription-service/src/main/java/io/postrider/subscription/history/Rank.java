package io.postrider.subscription.history;

import io.postrider.model.Progress;

/**
 * The place of a fact in the life of a delivery: first by replays, then by attempts made, then by
 * {@link Kind}. Of two facts the one of the higher rank says how things stand, whichever arrives
 * first.
 */
record Rank(long value) implements Comparable<Rank> {

    private static final int KIND_BITS = 2;
    private static final int ATTEMPT_BITS = 30;

    /** In the order in which they happen between two attempts. */
    enum Kind {
        QUEUED(0),
        ATTEMPTED(1),
        CONCLUDED(2);

        private final int order;

        Kind(int order) {
            this.order = order;
        }
    }

    static Rank of(int replays, int attempts, Kind kind) {
        return new Rank(
                ((long) replays << (ATTEMPT_BITS + KIND_BITS))
                        | ((long) attempts << KIND_BITS)
                        | kind.order);
    }

    static Rank of(Progress progress, Kind kind) {
        return of(progress.replays(), progress.attempts(), kind);
    }

    @Override
    public int compareTo(Rank other) {
        return Long.compare(value, other.value);
    }
}
