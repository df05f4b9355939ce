package io.postrider.subscription.quota;

import io.github.bucket4j.TimeMeter;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock for buckets that goes on when told to. */
public final class SettableTime implements TimeMeter {

    private final AtomicLong nanos = new AtomicLong(1);

    public void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    @Override
    public long currentTimeNanos() {
        return nanos.get();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
