package io.postrider.model;

import java.time.Duration;
import java.time.Instant;

/**
 * A wait in the retry tiers.
 *
 * @param since when it began
 * @param until when the delivery is due
 */
public record RetryWait(Instant since, Instant until) {

    public RetryWait {
        if (until.isBefore(since)) {
            throw new IllegalArgumentException("a wait must not end before it begins");
        }
    }

    /** The whole wait. */
    public Duration total() {
        return Duration.between(since, until);
    }

    /** What is left of it; negative when overdue. */
    public Duration remaining(Instant now) {
        return Duration.between(now, until);
    }
}
