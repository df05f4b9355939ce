package io.postrider.worker.lane;

import io.postrider.model.ParkReason;

import java.time.Duration;

/**
 * That a job leaves its lane without having started.
 *
 * @param delay until it comes again if it is not called back before; at least 1 s
 * @param failingFor how long no attempt has succeeded; zero unless the endpoint is failing
 */
public record Park(ParkReason reason, Duration delay, Duration failingFor) {

    /** The shortest tier. */
    static final Duration SHORTEST = Duration.ofSeconds(1);

    /** The longest wait whose end is a guess, for room or for a failing endpoint: one tier. */
    static final Duration LONGEST = Duration.ofMinutes(8);

    /** A slot of a rate limit that is further off is asked for again. */
    static final Duration MAX_SLOT_WAIT = Duration.ofHours(4);

    public Park {
        delay = delay.compareTo(SHORTEST) < 0 ? SHORTEST : delay;
    }

    Park(ParkReason reason, Duration delay) {
        this(reason, delay, Duration.ZERO);
    }

    static Park failing(Duration delay, Duration failingFor) {
        return new Park(ParkReason.ENDPOINT_FAILING, delay, failingFor);
    }

    /** Waits as given, but no longer than anything should whose time to come is a guess. */
    Park waiting(Duration other) {
        return new Park(reason, other.compareTo(LONGEST) > 0 ? LONGEST : other, failingFor);
    }
}
