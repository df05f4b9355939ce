package io.postrider.subscription.webhook;

import java.time.Duration;
import java.util.Optional;

/**
 * How a secret is to be followed by another.
 *
 * @param overlap for which both sign; 1 minute to 7 days. Without one the old secret is invalid at
 *     once
 * @param secret the owner's own; without one it is made
 */
public record Rotation(Optional<Duration> overlap, Optional<String> secret) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    /**
     * The duration, when it may be an overlap.
     *
     * @throws IllegalArgumentException saying what is allowed
     */
    public static Duration checkedOverlap(Duration overlap) {
        if (overlap.compareTo(SHORTEST) < 0 || overlap.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("overlap must be 1m to 168h, like 24h");
        }
        return overlap;
    }
}
