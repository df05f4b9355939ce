package io.postrider.worker.retry;

import io.postrider.model.ParkReason;
import io.postrider.model.Parked;
import io.postrider.model.Progress;
import io.postrider.model.RetryWait;
import io.postrider.model.retry.RetrySchedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a delivery waits that could not be attempted, without having spent an attempt. */
public final class Parking {

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(16);

    /** However little is left of the schedule, a failing endpoint gets this time to come back. */
    static final Duration MIN_PATIENCE = Duration.ofHours(1);

    /** For a snapshot that the dispatcher has read; the worker reads it within seconds. */
    public static final Duration FOR_SNAPSHOT = Duration.ofMinutes(10);

    private static final Duration FOR_REPAIR = Duration.ofMinutes(1);

    /**
     * What is held comes soon after a short pause, and does not go round and round in a long one.
     */
    static final Duration SHORTEST_HOLD = Duration.ofSeconds(2);

    static final Duration LONGEST_HOLD = Duration.ofMinutes(4);

    private Parking() {}

    /** Whether the delivery has waited for that reason for longer. */
    public static boolean hasWaited(
            Progress progress, ParkReason reason, Duration longest, Instant now) {
        return progress.parked()
                .filter(parked -> parked.reason() == reason)
                .filter(parked -> parked.since().plus(longest).isBefore(now))
                .isPresent();
    }

    /** For something that should be over soon; each wait is twice the one before it. */
    public static Duration doubled(Progress progress) {
        Duration doubled =
                progress.parked()
                        .flatMap(_ -> progress.pause())
                        .map(wait -> wait.total().multipliedBy(2))
                        .orElse(SHORTEST);
        Duration bounded = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return bounded.compareTo(SHORTEST) < 0 ? SHORTEST : bounded;
    }

    /** For an operator to repair what is wrong. */
    public static Progress forRepair(Progress progress, Instant now) {
        return progress.parked(
                ParkReason.SUBSCRIPTION_UNUSABLE, new RetryWait(now, now.plus(FOR_REPAIR)));
    }

    /**
     * Holds the delivery while its subscription is paused: for about as long as the pause has
     * lasted, so that once it is over, what was held is there within the same time again, and
     * within {@link #LONGEST_HOLD} at most.
     *
     * @param pausedAt when the pause began
     * @return nothing when there is no pause
     */
    public static Optional<Progress> whilePaused(
            Progress progress, Optional<Instant> pausedAt, Instant now) {
        return pausedAt.map(since -> {
            Duration lasted = Duration.between(since, now);
            Duration wait =
                    lasted.compareTo(SHORTEST_HOLD) < 0
                            ? SHORTEST_HOLD
                            : lasted.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : lasted;
            return progress.parked(ParkReason.PAUSED, new RetryWait(now, now.plus(wait)));
        });
    }

    /**
     * Parks the delivery while its endpoint is failing. It waits as long as the attempts that it
     * has left would have taken, and {@link #MIN_PATIENCE} at least, without any attempt at the
     * endpoint succeeding in that time.
     *
     * @param wait until it should come again
     * @param failingSince when nothing succeeded any more
     * @return nothing when it has waited that long
     */
    public static Optional<Progress> whileFailing(
            Progress progress,
            RetrySchedule schedule,
            Duration wait,
            Instant failingSince,
            Instant now) {
        Instant parkedSince =
                progress.parked()
                        .filter(parked -> parked.reason().isTheEndpoints())
                        .map(Parked::since)
                        .orElse(now);
        Instant since = parkedSince.isAfter(failingSince) ? parkedSince : failingSince;
        Duration rest = schedule.rest(progress.attemptsInSchedule());
        Duration patience = rest.compareTo(MIN_PATIENCE) < 0 ? MIN_PATIENCE : rest;
        Duration left = Duration.between(now, since.plus(patience));
        if (!left.isPositive()) {
            return Optional.empty();
        }
        Duration shortened = wait.compareTo(left) > 0 ? left : wait;
        return Optional.of(
                progress.parked(
                        ParkReason.ENDPOINT_FAILING, new RetryWait(now, now.plus(shortened))));
    }
}
