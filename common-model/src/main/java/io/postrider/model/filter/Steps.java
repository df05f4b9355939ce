package io.postrider.model.filter;

/** Counts the steps of matching against a budget. */
final class Steps {

    private final int max;
    private int taken;

    Steps(int max) {
        this.max = max;
    }

    /** A budget within this one; what is taken from it is to be added here afterwards. */
    Steps atMost(int limit) {
        return new Steps(Math.min(limit, Math.max(0, max - taken)));
    }

    /** Takes one step. Returns false when the budget is spent: the caller must give up. */
    boolean take() {
        return take(1);
    }

    /** Takes steps. Returns false when the budget is spent: the caller must give up. */
    boolean take(int count) {
        taken = (int) Math.min((long) taken + count, Integer.MAX_VALUE);
        return taken <= max;
    }

    boolean isSpent() {
        return taken > max;
    }

    int taken() {
        return taken;
    }
}
