package io.postrider.subscription.webhook;

import io.postrider.model.retry.RetrySchedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A retry policy by formula: each delay is so many times the one before.
 *
 * @param maxAttempts in all, the first one included; 1 to 51
 * @param initialDelay before the second attempt
 * @param multiplier 1 to 100
 * @param maxDelay no delay is longer; 24 h where absent
 */
public record ExponentialBackoff(
        int maxAttempts, Duration initialDelay, double multiplier, Optional<Duration> maxDelay) {

    private static final int MOST_ATTEMPTS = RetrySchedule.MOST_DELAYS + 1;
    private static final double LARGEST_MULTIPLIER = 100;

    public ExponentialBackoff {
        if (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "max_attempts must be 1 to %d, not %d".formatted(MOST_ATTEMPTS, maxAttempts));
        }
        if (!(multiplier >= 1 && multiplier <= LARGEST_MULTIPLIER)) {
            throw new IllegalArgumentException(
                    "backoff_multiplier must be 1 to 100, not " + multiplier);
        }
        checkDelay("initial_delay", initialDelay);
        maxDelay.ifPresent(longest -> checkDelay("max_delay", longest));
    }

    private static void checkDelay(String field, Duration delay) {
        if (!delay.isPositive() || delay.compareTo(RetrySchedule.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "%s must be 1 to %d milliseconds, not %d"
                            .formatted(field, RetrySchedule.LONGEST.toMillis(), delay.toMillis()));
        }
    }

    /** The same with its delays written out, each rounded up to whole seconds. */
    public RetrySchedule toSchedule(double jitter) {
        double longest = maxDelay.orElse(RetrySchedule.LONGEST).toMillis();
        List<Duration> delays = new ArrayList<>();
        double millis = initialDelay.toMillis();
        for (int attempt = 1; attempt < maxAttempts; attempt++) {
            delays.add(Duration.ofSeconds((long) Math.ceil(Math.min(millis, longest) / 1000)));
            millis *= multiplier;
        }
        return new RetrySchedule(delays, jitter);
    }
}
