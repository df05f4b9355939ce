package io.postrider.worker.retry;

import io.postrider.model.ParkReason;
import io.postrider.model.Progress;
import io.postrider.model.RetryWait;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a delivery waits that could not be attempted, without having spent an attempt. Each wait
 * is twice the one before it, so that a long backlog does not circulate every second.
 */
public final class Parking {

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(16);

    private static final Duration FOR_REPAIR = Duration.ofMinutes(1);

    private Parking() {}

    /** For room in the lane, or for news of the subscription. */
    public static Progress forRoom(Progress progress, ParkReason reason, Instant now) {
        Duration doubled =
                progress.pause().map(wait -> wait.total().multipliedBy(2)).orElse(SHORTEST);
        Duration bounded = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        Duration wait = bounded.compareTo(SHORTEST) < 0 ? SHORTEST : bounded;
        return progress.parked(reason, new RetryWait(now, now.plus(wait)));
    }

    /** For an operator to repair what is wrong. */
    public static Progress forRepair(Progress progress, Instant now) {
        return progress.parked(
                ParkReason.SUBSCRIPTION_UNUSABLE, new RetryWait(now, now.plus(FOR_REPAIR)));
    }
}
