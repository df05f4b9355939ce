package io.postrider.model.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.RetryWait;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Walks waits down the ladder, each hop a little late, as a relay that polls is. */
class RetryLadderWalkTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LARGEST_ERROR = Duration.ofMillis(300);

    private record Walk(int hops, Duration took) {}

    @Property(tries = 20_000)
    void everyWaitIsKeptInAFewHops(
            @ForAll @IntRange(min = 1, max = 86_400) int seconds,
            @ForAll @IntRange(max = 40) int lateMillis) {
        Duration wanted = Duration.ofSeconds(seconds);

        Walk walk = walk(RetryLadder.STANDARD, wanted, Duration.ofMillis(lateMillis));

        assertThat(walk.hops()).isBetween(1, 5);
        Duration error = walk.took().minus(wanted);
        Duration tolerated = max(wanted.dividedBy(20), LARGEST_ERROR);
        assertThat(error).isBetween(LARGEST_ERROR.negated(), tolerated.plusMillis(lateMillis));
    }

    @Property(tries = 2_000)
    void aLadderOfFewTiersStillReachesTheDueTime(
            @ForAll @IntRange(min = 1, max = 300) int seconds) {
        var ladder =
                new RetryLadder(java.util.List.of(Duration.ofSeconds(1), Duration.ofSeconds(8)));
        Duration wanted = Duration.ofSeconds(seconds);

        Duration error = walk(ladder, wanted, Duration.ZERO).took().minus(wanted);

        assertThat(error.abs()).isLessThanOrEqualTo(max(wanted.dividedBy(20), LARGEST_ERROR));
    }

    /** Of the worker that says when the delivery is due, and of the one whose relay asks. */
    @Property(tries = 20_000)
    void clocksThatDifferMoveTheEndByTheDifferenceAndNoMore(
            @ForAll @IntRange(min = 1, max = 86_400) int seconds,
            @ForAll @IntRange(min = -7_200, max = 7_200) int aheadSeconds) {
        Duration wanted = Duration.ofSeconds(seconds);
        Duration ahead = Duration.ofSeconds(aheadSeconds);

        Walk walk = walk(RetryLadder.STANDARD, wanted, Duration.ZERO, ahead);

        Duration error = walk.took().minus(wanted);
        // one tier at least is waited, and no tier is shorter than a second
        Duration tolerated = max(wanted.dividedBy(20), Duration.ofSeconds(1));
        assertThat(error)
                .isBetween(
                        min(ahead.negated(), Duration.ZERO).minus(tolerated),
                        max(ahead.negated(), Duration.ZERO).plus(tolerated));
    }

    private static Walk walk(RetryLadder ladder, Duration wanted, Duration late) {
        return walk(ladder, wanted, late, Duration.ZERO);
    }

    private static Walk walk(
            RetryLadder ladder, Duration wanted, Duration late, Duration relayAhead) {
        RetryWait wait = new RetryWait(START, START.plus(wanted));
        Instant now = START;
        int hops = 0;
        Optional<Duration> tier = ladder.nextTier(wait, now);
        while (tier.isPresent()) {
            hops++;
            now = now.plus(tier.get()).plus(late);
            tier = ladder.nextTier(wait, now.plus(relayAhead));
        }
        return new Walk(hops, Duration.between(START, now));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
