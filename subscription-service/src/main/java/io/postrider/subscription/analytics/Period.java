package io.postrider.subscription.analytics;

import io.postrider.subscription.refusal.RefusedException;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A time in whole intervals.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record Period(Instant from, Instant to, Interval interval) {

    /** For so long figures are kept by the minute. */
    public static final Duration MINUTES_KEPT = Duration.ofDays(2);

    /** How many intervals one answer tells at most. */
    public static final int MAX_INTERVALS = 1500;

    /** A total of up to so long a time is counted by the minute, a longer one by the hour. */
    private static final Duration BY_THE_MINUTE = Duration.ofHours(6);

    /** As somebody asks for it. */
    public record Wanted(Optional<Instant> from, Optional<Instant> to) {}

    /**
     * The time, told interval by interval: widened to whole ones.
     *
     * @throws RefusedException when it ends before it begins, is too long, or too long ago
     */
    static Period of(Wanted wanted, Interval interval, Instant now) {
        Instant to = wanted.to().orElse(now);
        Instant from = wanted.from().orElse(to.minus(interval.usualSpan()));
        requireOrder(from, to);
        Period period = new Period(interval.floor(from), interval.ceiling(to), interval);
        if (period.intervals() > MAX_INTERVALS) {
            throw RefusedException.parameter(
                    "interval",
                    "from and to are %d intervals apart; at most %d are told: ask for a longer interval"
                            .formatted(period.intervals(), MAX_INTERVALS));
        }
        if (interval == Interval.MINUTE && from.isBefore(now.minus(MINUTES_KEPT))) {
            throw RefusedException.parameter(
                    "interval",
                    "figures by the minute reach back %d hours; ask for hour or day"
                            .formatted(MINUTES_KEPT.toHours()));
        }
        return period;
    }

    /** The time, told in one: the last 24 hours unless said otherwise. */
    static Period whole(Wanted wanted, Instant now) {
        Instant to = wanted.to().orElse(now);
        Instant from = wanted.from().orElse(to.minus(Duration.ofDays(1)));
        requireOrder(from, to);
        boolean fine =
                Duration.between(from, to).compareTo(BY_THE_MINUTE) <= 0
                        && !from.isBefore(now.minus(MINUTES_KEPT));
        Interval interval = fine ? Interval.MINUTE : Interval.HOUR;
        return new Period(interval.floor(from), interval.ceiling(to), interval);
    }

    private static void requireOrder(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw RefusedException.parameter("from", "from must be before to, which is " + to);
        }
    }

    long intervals() {
        return Duration.between(from, to).dividedBy(interval.length());
    }
}
