package io.postrider.worker.lane;

import java.time.Instant;

/**
 * How many attempts an endpoint gets at a time: additive increase, multiplicative decrease, with
 * TCP's slow start (RFC 5681) below the last known good.
 */
final class InFlightCap {

    private final LaneLimits.InFlight bounds;
    private double cap;
    private double threshold;
    private Instant cutAt = Instant.MIN;

    InFlightCap(LaneLimits.InFlight bounds) {
        this.bounds = bounds;
        this.cap = bounds.start();
        this.threshold = bounds.most();
    }

    int value() {
        return (int) cap;
    }

    /**
     * An attempt was answered.
     *
     * @param inFlight attempts at the time, this one included; below the cap they do not show that
     *     the endpoint would take more
     */
    void grow(int inFlight) {
        if (inFlight >= value()) {
            cap = Math.min(bounds.most(), cap < threshold ? cap + 1 : cap + 1 / cap);
        }
    }

    /**
     * An attempt was too much.
     *
     * @param begunAt when it began: what began before the last cut says nothing about that cut
     * @return whether the cap has changed
     */
    boolean cut(Instant begunAt, Instant now) {
        if (begunAt.isBefore(cutAt)) {
            return false;
        }
        threshold = Math.max(1, cap / 2);
        cap = threshold;
        cutAt = now;
        return true;
    }

    /** The endpoint is back from nothing at all: what waited must not come down on it at once. */
    void restart() {
        cap = 1;
        threshold = Math.max(threshold, bounds.start());
    }

    /** Whether forgetting it changes nothing for the worse. */
    boolean isAsNew() {
        return cap >= bounds.start();
    }
}
