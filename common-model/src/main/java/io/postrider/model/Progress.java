package io.postrider.model;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a delivery has come.
 *
 * @param attempts POSTs made so far, over all replays
 * @param replays times it was taken back from the dead letters
 * @param attemptsBeforeReplay the value of {@code attempts} at the last replay: the retry schedule
 *     starts afresh there
 * @param pause present from the moment a wait in the retry tiers begins until the next attempt
 * @param parked present while it waits without having spent an attempt
 */
public record Progress(
        int attempts,
        int replays,
        int attemptsBeforeReplay,
        Optional<RetryWait> pause,
        Optional<Parked> parked) {

    /** Nothing tried yet. */
    public static final Progress NEW = new Progress(0, 0, 0, Optional.empty(), Optional.empty());

    public Progress {
        if (attempts < 0 || replays < 0 || attemptsBeforeReplay < 0) {
            throw new IllegalArgumentException("progress counts must not be negative");
        }
        if (attemptsBeforeReplay > attempts) {
            throw new IllegalArgumentException(
                    "attempts before the replay (%d) must not exceed attempts (%d)"
                            .formatted(attemptsBeforeReplay, attempts));
        }
    }

    /** Attempts that count against the retry schedule. */
    public int attemptsInSchedule() {
        return attempts - attemptsBeforeReplay;
    }

    /** After one more POST, waiting for the next. */
    public Progress retrying(RetryWait nextWait) {
        return new Progress(
                attempts + 1,
                replays,
                attemptsBeforeReplay,
                Optional.of(nextWait),
                Optional.empty());
    }

    /** Waiting, though it is neither parked nor has it spent an attempt. */
    public Progress waiting(RetryWait nextWait) {
        return new Progress(
                attempts, replays, attemptsBeforeReplay, Optional.of(nextWait), Optional.empty());
    }

    /** Waiting without having spent an attempt. */
    public Progress parked(ParkReason reason, RetryWait nextWait) {
        Instant since =
                parked.filter(now -> now.reason().isOfOneKindWith(reason))
                        .map(Parked::since)
                        .orElse(nextWait.since());
        return new Progress(
                attempts,
                replays,
                attemptsBeforeReplay,
                Optional.of(nextWait),
                Optional.of(new Parked(reason, since)));
    }

    /** After one more POST, with nothing to follow. */
    public Progress finished() {
        return new Progress(
                attempts + 1, replays, attemptsBeforeReplay, Optional.empty(), Optional.empty());
    }

    /** Taken back from the dead letters: attempts go on counting, the schedule starts afresh. */
    public Progress replayed() {
        return new Progress(attempts, replays + 1, attempts, Optional.empty(), Optional.empty());
    }

    /** The wait is over. */
    public Progress released() {
        return new Progress(
                attempts, replays, attemptsBeforeReplay, Optional.empty(), Optional.empty());
    }
}
