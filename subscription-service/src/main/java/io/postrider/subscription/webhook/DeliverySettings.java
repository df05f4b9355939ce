package io.postrider.subscription.webhook;

import io.postrider.model.RateLimit;
import io.postrider.model.retry.RetrySchedule;

import java.time.Duration;
import java.util.Optional;

/**
 * How deliveries to a subscription's endpoint are made.
 *
 * @param timeout for one whole exchange; 1 s to 30 s
 * @param rateLimit of attempts; without one there is no limit
 */
public record DeliverySettings(
        RetrySchedule schedule, Duration timeout, Optional<RateLimit> rateLimit) {

    public static final DeliverySettings DEFAULT =
            new DeliverySettings(RetrySchedule.STANDARD, Duration.ofSeconds(10), Optional.empty());

    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);

    /**
     * The duration, when it may be a timeout.
     *
     * @throws IllegalArgumentException when it is not 1 s to 30 s
     */
    public static Duration checkedTimeout(Duration timeout) {
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "timeout_ms must be %d to %d, not %d"
                            .formatted(
                                    SHORTEST_TIMEOUT.toMillis(),
                                    LONGEST_TIMEOUT.toMillis(),
                                    timeout.toMillis()));
        }
        return timeout;
    }
}
