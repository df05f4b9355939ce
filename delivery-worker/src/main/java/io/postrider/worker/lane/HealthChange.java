package io.postrider.worker.lane;

import java.time.Duration;

/** A change in how a lane treats its endpoint, for operators. */
public sealed interface HealthChange {

    /**
     * It keeps failing: deliveries wait, and only probes are sent.
     *
     * @param untilProbe the time until the first one
     */
    record Failing(Duration untilProbe) implements HealthChange {}

    /** A probe was answered. */
    record Recovered() implements HealthChange {}

    /**
     * It asked for less.
     *
     * @param pause in which nothing is sent
     * @param inFlight attempts at a time afterwards
     */
    record Throttled(Duration pause, int inFlight) implements HealthChange {}
}
