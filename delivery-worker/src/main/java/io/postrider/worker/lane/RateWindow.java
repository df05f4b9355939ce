package io.postrider.worker.lane;

import io.postrider.model.RateLimit;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Keeps a rate limit exactly, by the times of the latest starts: the one that makes the limit full
 * may begin when the oldest of as many as the limit allows is a whole period ago. Beyond what is
 * free now it foresees slots, which it hands out in order.
 */
final class RateWindow {

    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    private final RateLimit limit;
    private final long period;

    /** When the latest starts were, in milliseconds rounded up; {@code oldest} comes first. */
    private final long[] starts;

    private int oldest;
    private int reserved;
    private long lastSlot = LONG_AGO;

    RateWindow(RateLimit limit) {
        this.limit = limit;
        this.period = limit.period().toMillis();
        this.starts = new long[limit.deliveries()];
        Arrays.fill(starts, LONG_AGO);
    }

    RateLimit limit() {
        return limit;
    }

    /** Whether a start now keeps the limit. */
    boolean isFree(Instant now) {
        return starts[oldest] + period <= now.toEpochMilli();
    }

    void started(Instant now) {
        starts[oldest] = now.toEpochMilli() + 1;
        oldest = (oldest + 1) % starts.length;
    }

    /**
     * How long until a start keeps the limit.
     *
     * @param before starts that come before it
     */
    Duration untilSlot(int before, Instant now) {
        return Duration.ofMillis(slot(before, now.toEpochMilli()) - now.toEpochMilli());
    }

    /**
     * How many starts keep the limit within the time.
     *
     * @param before starts that come before them
     * @param most that are counted
     */
    int slotsWithin(Duration time, int before, int most, Instant now) {
        long end = now.toEpochMilli() + time.toMillis();
        int fewest = 0;
        int mostPossible = Math.max(0, most);
        while (fewest < mostPossible) {
            int middle = (fewest + mostPossible + 1) >>> 1;
            if (slot(before + middle - 1, now.toEpochMilli()) <= end) {
                fewest = middle;
            } else {
                mostPossible = middle - 1;
            }
        }
        return fewest;
    }

    /** As many starts as the limit allows later, the one that took this place is a period ago. */
    private long slot(int before, long now) {
        int rounds = before / starts.length;
        int place = (oldest + before % starts.length) % starts.length;
        return Math.max(now, starts[place] + period) + period * rounds;
    }

    /** How many hold a slot and are away. */
    int reserved(Instant now) {
        if (lastSlot + period < now.toEpochMilli()) {
            // whoever has not come back by now does not come back
            reserved = 0;
        }
        return reserved;
    }

    /** One more goes away until its slot. */
    void reserve(Duration untilSlot, Instant now) {
        reserved++;
        lastSlot = Math.max(lastSlot, now.toEpochMilli() + untilSlot.toMillis());
    }

    /** One that held a slot is back. */
    void returned() {
        reserved = Math.max(0, reserved - 1);
    }

    /** Nobody holds a slot. */
    void clear() {
        reserved = 0;
    }

    /** Whether there is nothing worth remembering. */
    boolean isAsNew(Instant now) {
        long newest = starts[(oldest + starts.length - 1) % starts.length];
        return newest + period < now.toEpochMilli() && reserved(now) == 0;
    }
}
