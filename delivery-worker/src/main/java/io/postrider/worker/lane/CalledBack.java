package io.postrider.worker.lane;

import java.time.Duration;
import java.time.Instant;

/** Parked jobs that a lane has called back and that are on their way to it. */
final class CalledBack {

    /** A job that is not back by then is no longer counted: it may have gone to another worker. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private int onTheWay;
    private Instant calledAt = Instant.MIN;

    /**
     * Calls for as many as are not on their way already.
     *
     * @param room for how many there is room; may be negative
     * @return how many are to come
     */
    int call(int room, Instant now) {
        if (!isExpected(now)) {
            onTheWay = 0;
        }
        int more = Math.max(0, room - onTheWay);
        if (more > 0) {
            onTheWay += more;
            calledAt = now;
        }
        return more;
    }

    void returned() {
        onTheWay = Math.max(0, onTheWay - 1);
    }

    /** Whether some may still come. */
    boolean isExpected(Instant now) {
        return now.isBefore(calledAt.plus(TIMEOUT));
    }
}
