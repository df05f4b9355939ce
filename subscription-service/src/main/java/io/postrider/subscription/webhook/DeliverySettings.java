package io.postrider.subscription.webhook;

import io.postrider.model.RateLimit;
import io.postrider.model.format.Format;
import io.postrider.model.retry.RetrySchedule;

import java.time.Duration;
import java.util.Optional;

/**
 * How deliveries to a subscription's endpoint are made.
 *
 * @param timeout for one whole exchange; 1 s to 60 s
 * @param rateLimit of attempts; without one there is no limit
 */
public record DeliverySettings(
        RetrySchedule schedule, Duration timeout, Optional<RateLimit> rateLimit) {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);

    /** What the format has for a webhook that says nothing else. */
    public static DeliverySettings of(Format.Defaults defaults) {
        return new DeliverySettings(
                defaults.retry().schedule(), defaults.timeout(), defaults.rateLimit());
    }

    /** What is as the old format has it becomes as the new one has it; the rest is its owner's. */
    DeliverySettings moved(Format.Defaults from, Format.Defaults to) {
        DeliverySettings old = of(from);
        DeliverySettings next = of(to);
        return new DeliverySettings(
                schedule.equals(old.schedule) ? next.schedule : schedule,
                timeout.equals(old.timeout) ? next.timeout : timeout,
                rateLimit.equals(old.rateLimit) ? next.rateLimit : rateLimit);
    }

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
