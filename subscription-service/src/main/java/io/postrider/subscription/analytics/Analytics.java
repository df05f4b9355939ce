package io.postrider.subscription.analytics;

import io.postrider.subscription.analytics.Counts.Scope;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers how things went. */
public final class Analytics {

    private final Counts counts;
    private final InstantSource clock;

    public Analytics(Counts counts, InstantSource clock) {
        this.counts = counts;
        this.clock = clock;
    }

    /** How things went in a time. */
    public record Summary(Period period, Figures figures) {}

    /**
     * The same interval by interval.
     *
     * @param points every interval of the time, the quiet ones too
     */
    public record Course(Period period, Figures total, List<Point> points) {

        /** One interval. */
        public record Point(Instant at, Figures figures) {}
    }

    public Summary summary(Scope scope, Period.Wanted wanted) {
        Period period = Period.whole(wanted, clock.instant());
        return new Summary(period, total(counts.byInterval(scope, period)));
    }

    public Course course(Scope scope, Period.Wanted wanted, Interval interval) {
        Period period = Period.of(wanted, interval, clock.instant());
        Map<Instant, Figures> found = counts.byInterval(scope, period);
        List<Course.Point> points = new ArrayList<>();
        for (Instant at = period.from();
                at.isBefore(period.to());
                at = at.plus(interval.length())) {
            points.add(new Course.Point(at, found.getOrDefault(at, new Figures())));
        }
        return new Course(period, total(found), points);
    }

    private static Figures total(Map<Instant, Figures> found) {
        Figures total = new Figures();
        found.values().forEach(total::add);
        return total;
    }
}
