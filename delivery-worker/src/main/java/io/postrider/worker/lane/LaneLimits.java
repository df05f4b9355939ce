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
 * @param breaker when an endpoint counts as failing
 */
public record LaneLimits(
        InFlight inFlight, int queue, Duration maxWait, long bytes, BreakerLimits breaker) {

    /**
     * Bounds of the cap on attempts at a time. It grows while the endpoint keeps up and is halved
     * when it does not.
     *
     * @param start where it begins, 1 to {@code most}
     * @param most where it ends
     */
    public record InFlight(int start, int most) {

        public InFlight {
            if (start < 1) {
                throw new IllegalArgumentException("in-flight must be at least 1, not " + start);
            }
            if (most < start) {
                throw new IllegalArgumentException(
                        "max-in-flight must be at least in-flight (%d), not %d"
                                .formatted(start, most));
            }
        }
    }

    public LaneLimits {
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
