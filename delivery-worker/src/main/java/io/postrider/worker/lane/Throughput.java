package io.postrider.worker.lane;

import java.time.Duration;
import java.time.Instant;

/** How fast an endpoint has been seen to answer. */
final class Throughput {

    private static final double NEWEST_COUNTS = 0.1;
    private static final double NANOS_PER_SECOND = 1e9;

    private boolean known;
    private double nanosPerAttempt;
    private Instant silentSince = Instant.MAX;

    /** The first attempt begins after a time without any. */
    void begun(Instant now) {
        silentSince = now;
    }

    /** An attempt has ended, however. */
    void ended(Instant now) {
        silentSince = now;
    }

    /** An attempt was answered. */
    void answered(Duration took) {
        nanosPerAttempt =
                known
                        ? nanosPerAttempt + NEWEST_COUNTS * (took.toNanos() - nanosPerAttempt)
                        : took.toNanos();
        known = true;
    }

    /** Whether any attempt was answered. */
    boolean isKnown() {
        return known;
    }

    /**
     * Attempts a second that it takes at most; before the first answer, nothing says how few.
     *
     * @param cap attempts at a time
     */
    double perSecond(int cap) {
        return isKnown()
                ? Math.max(1, cap * NANOS_PER_SECOND / nanosPerAttempt)
                : Double.POSITIVE_INFINITY;
    }

    /**
     * Attempts a second that it takes at most, going by attempts that are in flight: had it taken
     * more, one of them would have ended by now.
     *
     * @param cap attempts at a time
     */
    double perSecondThoughSilent(int cap, Instant now) {
        return silentSince.isBefore(now)
                ? cap * NANOS_PER_SECOND / Duration.between(silentSince, now).toNanos()
                : Double.POSITIVE_INFINITY;
    }
}
