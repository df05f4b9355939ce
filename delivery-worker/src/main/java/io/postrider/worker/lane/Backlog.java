package io.postrider.worker.lane;

import io.postrider.model.ParkReason;

import java.time.Duration;

/**
 * The jobs of a lane that wait in the retry tiers. They come back one after the other, as fast as
 * the endpoint takes them, not all at once to find no room again.
 */
final class Backlog {

    private static final double MILLIS_PER_SECOND = 1000;

    private int away;

    /** When the next one to go away should come back. */
    Duration waitBehind(int queued, double perSecond) {
        return Duration.ofMillis((long) ((queued + away) * MILLIS_PER_SECOND / perSecond));
    }

    void left() {
        away++;
    }

    void clear() {
        away = 0;
    }

    /**
     * What was parked for a rate limit's slot is counted there. What comes back from a pause may
     * have been away before it began.
     */
    void returned(ParkReason reason) {
        switch (reason) {
            case LANE_FULL, ENDPOINT_FAILING, ENDPOINT_THROTTLING, PAUSED ->
                    away = Math.max(0, away - 1);
            case RATE_LIMIT, SUBSCRIPTION_NOT_SEEN, SUBSCRIPTION_UNUSABLE, FAULT -> {}
        }
    }
}
