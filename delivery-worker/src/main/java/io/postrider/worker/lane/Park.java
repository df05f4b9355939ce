package io.postrider.worker.lane;

import io.postrider.model.ParkReason;

import java.time.Duration;

/**
 * That a job leaves its lane without having started.
 *
 * @param delay until it should come again; at least 1 s
 */
public record Park(ParkReason reason, Duration delay) {

    /** The shortest tier. */
    static final Duration SHORTEST = Duration.ofSeconds(1);

    /** The longest wait whose end is a guess, for room or for a failing endpoint: one tier. */
    static final Duration LONGEST = Duration.ofMinutes(8);

    public Park {
        delay = delay.compareTo(SHORTEST) < 0 ? SHORTEST : delay;
    }

    /** Waits no longer than anything should whose time to come is a guess. */
    static Park bounded(ParkReason reason, Duration delay) {
        return new Park(reason, delay.compareTo(LONGEST) > 0 ? LONGEST : delay);
    }
}
