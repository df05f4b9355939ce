package io.postrider.benchmarks.load;

/**
 * Sends at an even rate. An event that is sent late was due all the same, and so were those after
 * it.
 *
 * @param start when event 0 is due, nanoseconds by the receiver's clock
 * @param perSecond events, above 0
 */
public record Pacing(long start, double perSecond) implements Gate {

    private static final double NANOS_PER_SECOND = 1e9;

    public Pacing {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("the rate must be above 0, not " + perSecond);
        }
    }

    @Override
    public long waitFor(long event, long now) {
        return dueAt(event, now) - now;
    }

    @Override
    public long dueAt(long event, long now) {
        return start + Math.round(event / perSecond * NANOS_PER_SECOND);
    }
}
