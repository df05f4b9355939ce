package io.postrider.subscription.playground;

import java.time.Duration;
import java.util.Optional;

/**
 * What an inbox answers.
 *
 * @param status 200 to 599
 * @param delay before the answer, up to a minute
 * @param retryAfter as the header says it, in whole seconds, up to a day
 * @param times for how many more requests, 1 to 1,000; until it is changed when absent
 */
public record InboxAnswer(
        int status, Duration delay, Optional<Duration> retryAfter, Optional<Integer> times) {

    /** What is answered unless something else is asked for. */
    public static final InboxAnswer OK =
            new InboxAnswer(200, Duration.ZERO, Optional.empty(), Optional.empty());

    public static final int MOST_TIMES = 1_000;
    public static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
    public static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

    private static final int LOWEST = 200;
    private static final int HIGHEST = 599;

    public InboxAnswer {
        if (status < LOWEST || status > HIGHEST) {
            throw new IllegalArgumentException("status must be 200 to 599");
        }
    }

    /** What holds for the request after this one. */
    InboxAnswer next() {
        return times.map(left ->
                        left == 1
                                ? OK
                                : new InboxAnswer(status, delay, retryAfter, Optional.of(left - 1)))
                .orElse(this);
    }
}
