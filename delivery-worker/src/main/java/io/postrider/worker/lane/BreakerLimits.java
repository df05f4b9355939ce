package io.postrider.worker.lane;

import java.time.Duration;

/**
 * When an endpoint counts as failing, and how it is probed then.
 *
 * @param silence the time since the first of the failures in a row that must have passed, so that
 *     neither chance nor a restart of the endpoint opens the breaker; not negative
 * @param failures the failures in a row that open the breaker, from 1
 * @param firstProbe the wait before the first probe; each one after a failed probe is twice as long
 * @param longestProbe the longest of these waits
 */
public record BreakerLimits(
        Duration silence, int failures, Duration firstProbe, Duration longestProbe) {

    public BreakerLimits {
        if (silence.isNegative()) {
            throw new IllegalArgumentException("silence must not be negative, not " + silence);
        }
        if (failures < 1) {
            throw new IllegalArgumentException("failures must be at least 1, not " + failures);
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
