package io.postrider.model;

import java.time.Duration;

/**
 * How often a subscription's endpoint may be sent to: in any stretch of time as long as the period,
 * attempts begin at most so many times.
 *
 * @param deliveries 1 to 10,000
 * @param period 1 s to 1 h, whole seconds
 */
public record RateLimit(int deliveries, Duration period) {

    public static final int MOST_DELIVERIES = 10_000;

    public static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

    public static final Duration LONGEST_PERIOD = Duration.ofHours(1);

    public RateLimit {
        if (deliveries < 1 || deliveries > MOST_DELIVERIES) {
            throw new IllegalArgumentException(
                    "a rate limit must be 1 to %d deliveries, not %d"
                            .formatted(MOST_DELIVERIES, deliveries));
        }
        if (period.compareTo(SHORTEST_PERIOD) < 0
                || period.compareTo(LONGEST_PERIOD) > 0
                || !period.equals(Duration.ofSeconds(period.toSeconds()))) {
            throw new IllegalArgumentException(
                    "the period of a rate limit must be 1s to 1h in whole seconds, not "
                            + period.toMillis()
                            + " ms");
        }
    }
}
