package io.postrider.model.retry;

import io.postrider.model.RetryWait;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The fixed waits there is a retry topic for. Any wait is made of a few of them, one after the
 * other: a delivery is due within 5 % of its wait, or 300 ms, and never earlier than 300 ms before
 * its time.
 *
 * @param tiers ascending; the first one whole seconds
 */
public record RetryLadder(List<Duration> tiers) {

    /** 1 s to 16 h, roughly doubling. */
    public static final RetryLadder STANDARD =
            new RetryLadder(
                    Stream.of(
                                    "1s", "2s", "4s", "8s", "16s", "32s", "1m", "2m", "4m", "8m",
                                    "16m", "32m", "1h", "2h", "4h", "8h", "16h")
                            .map(ShortDuration::parse)
                            .toList());

    private static final Duration SLACK = Duration.ofMillis(300);
    private static final int TOLERATED_PART = 20;

    public RetryLadder {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("a retry ladder needs at least one tier");
        }
        for (int i = 0; i < tiers.size(); i++) {
            Duration tier = tiers.get(i);
            if (!tier.isPositive() || !tier.equals(Duration.ofSeconds(tier.toSeconds()))) {
                throw new IllegalArgumentException("retry tiers must be whole seconds: " + tier);
            }
            if (i > 0 && tiers.get(i).compareTo(tiers.get(i - 1)) <= 0) {
                throw new IllegalArgumentException("retry tiers must ascend: " + tiers);
            }
        }
    }

    /**
     * The tier to wait in next, or nothing when the delivery is due.
     *
     * @param wait the whole wait
     * @param now somewhere in it
     */
    public Optional<Duration> nextTier(RetryWait wait, Instant now) {
        Duration remaining = wait.remaining(now);
        if (remaining.compareTo(SLACK) <= 0) {
            return Optional.empty();
        }
        Duration tolerance = max(wait.total().dividedBy(TOLERATED_PART), SLACK);
        Duration covering = smallestAtLeast(remaining.minus(SLACK));
        return Optional.of(
                covering != null && covering.minus(remaining).compareTo(tolerance) <= 0
                        ? covering
                        : largestAtMost(remaining));
    }

    /** Returns the shortest tier that is no shorter than the wait, or the longest tier of all. */
    public Duration covering(Duration wait) {
        Duration covering = smallestAtLeast(wait);
        return covering == null ? tiers.getLast() : covering;
    }

    private @Nullable Duration smallestAtLeast(Duration remaining) {
        for (Duration tier : tiers) {
            if (tier.compareTo(remaining) >= 0) {
                return tier;
            }
        }
        return null;
    }

    private Duration largestAtMost(Duration remaining) {
        Duration largest = tiers.getFirst();
        for (Duration tier : tiers) {
            if (tier.compareTo(remaining) <= 0) {
                largest = tier;
            }
        }
        return largest;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
