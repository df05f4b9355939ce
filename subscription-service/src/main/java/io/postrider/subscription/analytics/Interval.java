package io.postrider.subscription.analytics;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;

/** How finely figures are told, in UTC. */
public enum Interval {
    MINUTE(ChronoUnit.MINUTES, Duration.ofHours(1)),
    HOUR(ChronoUnit.HOURS, Duration.ofDays(1)),
    DAY(ChronoUnit.DAYS, Duration.ofDays(30));

    private final ChronoUnit unit;
    private final Duration usualSpan;

    Interval(ChronoUnit unit, Duration usualSpan) {
        this.unit = unit;
        this.usualSpan = usualSpan;
    }

    /** As the API spells it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The interval that the code spells.
     *
     * @throws IllegalArgumentException naming the codes there are
     */
    public static Interval ofCode(String code) {
        return Arrays.stream(values())
                .filter(interval -> interval.code().equals(code))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "interval must be minute, hour or day, not '%s'".formatted(code)));
    }

    public Duration length() {
        return unit.getDuration();
    }

    /** What is shown when nobody says from when. */
    Duration usualSpan() {
        return usualSpan;
    }

    /** The beginning of the interval that the instant is in. */
    public Instant floor(Instant instant) {
        return instant.truncatedTo(unit);
    }

    Instant ceiling(Instant instant) {
        Instant floor = floor(instant);
        return floor.equals(instant) ? instant : floor.plus(unit.getDuration());
    }
}
