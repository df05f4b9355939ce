package io.postrider.worker.lane;

/**
 * The latest attempts at an endpoint, by how they ended. A single failure says little: an endpoint
 * that fails at random keeps its concurrency, and one that throttles every second delivery is not
 * paused for all of them.
 */
final class RecentAnswers {

    /** How an attempt ended. */
    enum Kind {
        ACCEPTED,
        FAILED,
        THROTTLED
    }

    private static final int WINDOW = 20;

    /** Fewer attempts say nothing. */
    private static final int MIN_ANSWERS = 10;

    private final Kind[] latest = new Kind[WINDOW];
    private int added;
    private int failed;
    private int throttled;

    void add(Kind kind) {
        int place = added % WINDOW;
        if (added >= WINDOW) {
            count(latest[place], -1);
        }
        latest[place] = kind;
        count(kind, 1);
        added++;
    }

    private void count(Kind kind, int step) {
        switch (kind) {
            case ACCEPTED -> {}
            case FAILED -> failed += step;
            case THROTTLED -> throttled += step;
        }
    }

    /** Whether more than two thirds failed or asked for less. */
    boolean showOverload() {
        return isMost(failed + throttled);
    }

    /** Whether more than two thirds asked for less. */
    boolean showThrottling() {
        return isMost(throttled);
    }

    private boolean isMost(int count) {
        int known = Math.min(added, WINDOW);
        return known >= MIN_ANSWERS && 3 * count > 2 * known;
    }
}
