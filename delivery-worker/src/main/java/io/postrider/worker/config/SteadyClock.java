package io.postrider.worker.config;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that runs as the machine's monotonic one does: set right once, it goes on evenly when the
 * machine's time is changed. Good for measuring waits, not for telling the time.
 */
final class SteadyClock extends Clock {

    private final Instant start;
    private final long startNanos;

    private SteadyClock(Instant start, long startNanos) {
        this.start = start;
        this.startNanos = startNanos;
    }

    static SteadyClock startingAt(Instant start) {
        return new SteadyClock(start, System.nanoTime());
    }

    @Override
    public Instant instant() {
        return start.plus(Duration.ofNanos(System.nanoTime() - startNanos));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("its instants are no times of any zone");
    }
}
