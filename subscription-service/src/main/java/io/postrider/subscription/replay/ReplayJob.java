package io.postrider.subscription.replay;

import io.postrider.subscription.access.Actor;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.deadletter.DeadLetters.Mark;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A replay of many dead letters.
 *
 * @param actor in whose name letters go out
 * @param lastOffsets by partition of the {@code dead-letters} topic, of the last letter that is
 *     part of it: whatever comes to rest later is not
 * @param cursor the last letter that was handled
 * @param problem why it does not get on just now, or why it gave up
 * @param troubles faults since a letter was last handled
 */
public record ReplayJob(
        String id,
        Actor actor,
        ReplaySelection selection,
        Map<Integer, Long> lastOffsets,
        ReplayRate rate,
        ReplayState state,
        ReplayCounts counts,
        Optional<Mark> cursor,
        Optional<String> problem,
        int troubles,
        Instant createdAt,
        Optional<Instant> finishedAt) {

    /** With the waits between them, a quarter of an hour. */
    static final int MOST_TROUBLES = 32;

    private static final Duration LONGEST_REST = Duration.ofSeconds(30);

    public ReplayJob {
        lastOffsets = Map.copyOf(lastOffsets);
    }

    /** One that nothing was done of yet; one without letters is over as it begins. */
    static ReplayJob begin(
            String id, Actor actor, ReplaySelection selection, Extent extent, Terms terms) {
        boolean empty = extent.letters() == 0;
        return new ReplayJob(
                id,
                actor,
                selection,
                extent.lastOffsets(),
                terms.rate(),
                empty ? ReplayState.DONE : ReplayState.RUNNING,
                ReplayCounts.of(extent.letters()),
                Optional.empty(),
                Optional.empty(),
                0,
                terms.now(),
                empty ? Optional.of(terms.now()) : Optional.empty());
    }

    /** How, and from when on. */
    record Terms(ReplayRate rate, Instant now) {}

    /** As it was answered to who asked for it. */
    public ReplayJob asBegun() {
        return begin(
                id,
                actor,
                selection,
                new Extent(counts.total(), 0, lastOffsets),
                new Terms(rate, createdAt));
    }

    /** Who replays: the one who asked for it, within the reach that it had. */
    Caller caller() {
        return new Caller(actor, selection.filter().reach(), Set.of(Scope.DELIVERIES_RETRY));
    }

    /** After one letter more. */
    ReplayJob past(Mark letter, ReplayCounts now) {
        return with(state, now, Optional.of(letter), Optional.empty(), 0, finishedAt);
    }

    /** What it needs is away: that is no fault, however long it lasts. */
    ReplayJob waiting(String why) {
        return with(state, counts, cursor, Optional.of(why), troubles, finishedAt);
    }

    /** Something went wrong that should not; the same again and again, it gives up. */
    ReplayJob stumbled(String why, Instant now) {
        boolean tooOften = troubles + 1 >= MOST_TROUBLES;
        return with(
                tooOften ? ReplayState.FAILED : state,
                counts,
                cursor,
                Optional.of(why),
                troubles + 1,
                tooOften ? Optional.of(now) : finishedAt);
    }

    /** Every letter was handled. */
    ReplayJob done(Instant now) {
        return with(
                ReplayState.DONE, counts.rounded(), cursor, Optional.empty(), 0, Optional.of(now));
    }

    /** Somebody wants no more of it. */
    public ReplayJob cancelled(Instant now) {
        return with(
                ReplayState.CANCELLED,
                counts,
                cursor,
                Optional.empty(),
                troubles,
                Optional.of(now));
    }

    private ReplayJob with(
            ReplayState newState,
            ReplayCounts newCounts,
            Optional<Mark> newCursor,
            Optional<String> newProblem,
            int newTroubles,
            Optional<Instant> newEnd) {
        return new ReplayJob(
                id,
                actor,
                selection,
                lastOffsets,
                rate,
                newState,
                newCounts,
                newCursor,
                newProblem,
                newTroubles,
                createdAt,
                newEnd);
    }

    /** For how long it rests after a fault. */
    Duration rest() {
        Duration doubled = Duration.ofSeconds(1L << Math.clamp(troubles - 1L, 0, 5));
        return doubled.compareTo(LONGEST_REST) < 0 ? doubled : LONGEST_REST;
    }

    /** When its last letter will go out if it goes on as it has, and no faster than it may. */
    public Optional<Instant> expectedEnd(Instant now) {
        if (state != ReplayState.RUNNING) {
            return Optional.empty();
        }
        Duration atBest = rate.time(counts.left());
        Duration asSoFar =
                counts.handled() == 0
                        ? atBest
                        : Duration.ofMillis(
                                Duration.between(createdAt, now).toMillis()
                                        * counts.left()
                                        / counts.handled());
        return Optional.of(now.plus(asSoFar.compareTo(atBest) > 0 ? asSoFar : atBest));
    }
}
