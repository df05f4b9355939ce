package io.postrider.worker.lane;

import java.time.Duration;

/**
 * When an endpoint counts as failing, and how it is probed then.
 *
 * @param window the latest attempts that count, from 1
 * @param failures of them, in percent, that open the breaker: 1 to 100
 * @param firstProbe the wait before the first probe; each one after a failed probe is twice as long
 * @param longestProbe the longest of these waits
 */
public record BreakerLimits(int window, int failures, Duration firstProbe, Duration longestProbe) {

    public BreakerLimits {
        if (window < 1) {
            throw new IllegalArgumentException("window must be at least 1, not " + window);
        }
        if (failures < 1 || failures > 100) {
            throw new IllegalArgumentException("failures must be 1 to 100, not " + failures);
        }
        if (firstProbe.compareTo(Park.SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "first-probe must be at least 1s, not " + firstProbe);
        }
        if (longestProbe.compareTo(firstProbe) < 0) {
            throw new IllegalArgumentException(
                    "longest-probe must be at least first-probe, not " + longestProbe);
        }
    }
}
