package io.postrider.model.format;

import io.postrider.model.retry.RetrySchedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When deliveries are attempted again, unless a webhook says otherwise.
 *
 * @param schedule of a webhook that says nothing
 * @param multiplier what the waits grow by beyond the schedule's last, where a webhook asks for
 *     more attempts; 1 to 10
 * @param mostAttempts that a webhook may ask for, the first one included; 1 to 51
 * @param on which failures are worth another attempt
 */
public record RetryRule(RetrySchedule schedule, double multiplier, int mostAttempts, RetryOn on) {

    private static final int MOST_ATTEMPTS = RetrySchedule.MOST_DELAYS + 1;
    private static final double LARGEST_MULTIPLIER = 10;

    public RetryRule {
        if (!(multiplier >= 1 && multiplier <= LARGEST_MULTIPLIER)) {
            throw new IllegalArgumentException("multiplier must be 1 to 10, not " + multiplier);
        }
        if (mostAttempts < schedule.maxAttempts() || mostAttempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "most_attempts must be %d, what delays make, to %d, not %d"
                            .formatted(schedule.maxAttempts(), MOST_ATTEMPTS, mostAttempts));
        }
    }

    /**
     * The schedule for so many attempts in all: the beginning of the format's own, or its
     * continuation.
     *
     * @throws IllegalArgumentException saying how many are allowed
     */
    public RetrySchedule schedule(int attempts) {
        if (attempts < 1 || attempts > mostAttempts) {
            throw new IllegalArgumentException(
                    "max_attempts must be 1 to %d, not %d".formatted(mostAttempts, attempts));
        }
        List<Duration> delays = new ArrayList<>(schedule.delays());
        while (delays.size() > attempts - 1) {
            delays.removeLast();
        }
        while (delays.size() < attempts - 1) {
            delays.add(delays.isEmpty() ? RetrySchedule.SHORTEST : grown(delays.getLast()));
        }
        return new RetrySchedule(delays, schedule.jitter());
    }

    private Duration grown(Duration delay) {
        Duration next = Duration.ofSeconds(Math.round(delay.toSeconds() * multiplier));
        return next.compareTo(RetrySchedule.LONGEST) > 0 ? RetrySchedule.LONGEST : next;
    }
}
