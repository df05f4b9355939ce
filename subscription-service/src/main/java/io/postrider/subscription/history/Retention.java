package io.postrider.subscription.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * How long history is kept, in whole days (UTC).
 *
 * @param history deliveries and attempts, from the delivery's creation
 * @param deadLetters from the failure
 */
public record Retention(Duration history, Duration deadLetters) {

    /** Days for which partitions are ready before they begin. */
    private static final int DAYS_AHEAD = 7;

    /** The first day that is kept at the instant. */
    public LocalDate firstDay(Instant now) {
        return dayOf(now.minus(history));
    }

    /** The last day for which a partition may be made. */
    public LocalDate lastDay(Instant now) {
        return dayOf(now).plusDays(DAYS_AHEAD);
    }

    /** Whether the day has a partition of its own. */
    public boolean covers(LocalDate day, Instant now) {
        return !day.isBefore(firstDay(now)) && !day.isAfter(lastDay(now));
    }

    /** The days that need a partition from now on, whatever comes. */
    public List<LocalDate> comingDays(Instant now) {
        return dayOf(now).datesUntil(lastDay(now).plusDays(1)).toList();
    }

    public static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
