package io.postrider.worker.lane;

import java.time.Duration;

/**
 * What one subscription may take up.
 *
 * @param inFlight attempts at a time
 * @param queue deliveries waiting behind them
 * @param maxWait the longest that a delivery waits there, so that a slow endpoint does not hold
 *     back the offsets of its partition
 * @param bytes that attempts and waiting deliveries have together, but for the first one, which may
 *     be larger: what all subscriptions have in hand is bounded, and none may use it up
 */
public record LaneLimits(int inFlight, int queue, Duration maxWait, long bytes) {

    public LaneLimits {
        if (inFlight < 1) {
            throw new IllegalArgumentException("in-flight must be at least 1, not " + inFlight);
        }
        if (queue < 0) {
            throw new IllegalArgumentException("queue must not be negative, not " + queue);
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("max-bytes must be at least 1, not " + bytes);
        }
        if (maxWait.isNegative()) {
            throw new IllegalArgumentException("max-wait must not be negative, not " + maxWait);
        }
    }
}
