package io.postrider.worker.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Pauses of an endpoint that throttles most of what it gets: for its {@code Retry-After}, within
 * bounds. Without one, and when the endpoint gets one attempt at a time already, 1 s, then twice as
 * long each time.
 */
final class Throttle {

    /** A longer {@code Retry-After} is probed after this. */
    static final Duration LONGEST = Duration.ofHours(1);

    private static final Duration LONGEST_GUESS = Duration.ofMinutes(1);

    private Instant pausedUntil = Instant.MIN;
    private int strikes;

    /** Asked for less; returns the pause, which may be none. */
    Duration asked(Optional<Duration> retryAfter, boolean isAtLowest, Instant now) {
        Duration pause =
                retryAfter
                        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait)
                        .orElse(isAtLowest ? guess() : Duration.ZERO);
        Instant until = now.plus(pause);
        if (until.isAfter(pausedUntil)) {
            pausedUntil = until;
        }
        return pause;
    }

    private Duration guess() {
        Duration guess = Park.SHORTEST.multipliedBy(1L << Math.min(strikes++, 6));
        return guess.compareTo(LONGEST_GUESS) > 0 ? LONGEST_GUESS : guess;
    }

    void answered() {
        strikes = 0;
    }

    boolean isPaused(Instant now) {
        return now.isBefore(pausedUntil);
    }

    Duration left(Instant now) {
        return isPaused(now) ? Duration.between(now, pausedUntil) : Duration.ZERO;
    }
}
