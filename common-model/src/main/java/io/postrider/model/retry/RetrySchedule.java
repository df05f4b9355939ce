package io.postrider.model.retry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long to wait after each failed attempt.
 *
 * @param delays after the first, second, ... attempt; 0 to 50 of them, each 1 s to 24 h. There is
 *     one attempt more than there are delays
 * @param jitter each delay varies by up to this part of itself, either way; 0 to 0.5
 */
public record RetrySchedule(List<Duration> delays, double jitter) {

    /** The longest delay, and the longest {@code Retry-After} that is honoured. */
    public static final Duration LONGEST = Duration.ofHours(24);

    /** The shortest delay, and the unit of all of them. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);

    public static final int MOST_DELAYS = 50;

    public static final double LARGEST_JITTER = 0.5;

    /** Ten attempts over three days, the schedule that Standard Webhooks 1.0 proposes. */
    public static final RetrySchedule STANDARD =
            new RetrySchedule(
                    Stream.of("5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h")
                            .map(ShortDuration::parse)
                            .toList(),
                    0.1);

    public RetrySchedule {
        delays = List.copyOf(delays);
        if (delays.size() > MOST_DELAYS) {
            throw new IllegalArgumentException(
                    "a retry schedule has at most %d delays, not %d"
                            .formatted(MOST_DELAYS, delays.size()));
        }
        for (Duration delay : delays) {
            if (delay.compareTo(SHORTEST) < 0 || delay.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "a retry delay must be 1s to 24h, not " + delay.toMillis() + " ms");
            }
        }
        if (!(jitter >= 0 && jitter <= LARGEST_JITTER)) {
            throw new IllegalArgumentException("jitter must be 0 to 0.5, not " + jitter);
        }
    }

    /** Attempts in all, the first one included. */
    public int maxAttempts() {
        return delays.size() + 1;
    }

    /**
     * The wait after so many attempts, or nothing when the schedule is exhausted.
     *
     * @param attempts made so far, from 1
     * @param chance picks the jitter; 0 to 1
     * @return whole seconds, at least one
     */
    public Optional<Duration> delayAfter(int attempts, double chance) {
        if (attempts > delays.size()) {
            return Optional.empty();
        }
        double factor = 1 + jitter * (2 * chance - 1);
        return Optional.of(wholeSeconds(delays.get(attempts - 1).toMillis() * factor));
    }

    /**
     * As {@link #delayAfter(int, double)}, but no shorter than what the receiver asked for. Jitter
     * only lengthens that: what failed together does not come back in the same second, nor early.
     */
    public Optional<Duration> delayAfter(
            int attempts, double chance, Optional<Duration> retryAfter) {
        return delayAfter(attempts, chance)
                .map(delay ->
                        retryAfter
                                .map(asked -> prolonged(asked, chance))
                                .filter(asked -> asked.compareTo(delay) > 0)
                                .orElse(delay));
    }

    /**
     * The longest that the attempts take together which are left after so many, waits only.
     *
     * @param attempts made so far, from 0
     */
    public Duration rest(int attempts) {
        Duration sum = Duration.ZERO;
        for (int i = Math.max(0, attempts - 1); i < delays.size(); i++) {
            sum = sum.plus(delays.get(i));
        }
        return Duration.ofMillis(Math.round(sum.toMillis() * (1 + jitter)));
    }

    private Duration prolonged(Duration asked, double chance) {
        Duration most = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        return wholeSeconds(Math.ceil(most.toMillis() / 1e3) * 1e3 * (1 + jitter * chance));
    }

    /** The retry tiers count in whole seconds, so a due time does too. */
    private static Duration wholeSeconds(double millis) {
        return Duration.ofSeconds(Math.max(SHORTEST.toSeconds(), Math.round(millis / 1000)));
    }
}
