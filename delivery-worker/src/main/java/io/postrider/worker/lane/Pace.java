package io.postrider.worker.lane;

import io.postrider.model.RateLimit;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The rate limit of a lane, where it has one. */
final class Pace {

    private @Nullable RateWindow window;

    /** The limit may have changed since the last time, or be gone. */
    void follow(Optional<RateLimit> limit) {
        if (limit.isEmpty()) {
            window = null;
        } else if (window == null || !window.limit().equals(limit.get())) {
            window = new RateWindow(limit.get());
        }
    }

    boolean isFree(Instant now) {
        return window == null || window.isFree(now);
    }

    void started(Instant now) {
        if (window != null) {
            window.started(now);
        }
    }

    /** One that held a slot is back. */
    void returned() {
        if (window != null) {
            window.returned();
        }
    }

    /**
     * How long until a job may start that comes behind the queue and, unless it held a slot itself,
     * behind those that hold one.
     */
    Duration untilSlot(int queued, boolean heldOne, Instant now) {
        return window == null
                ? Duration.ZERO
                : window.untilSlot(queued + (heldOne ? 0 : window.reserved(now)), now);
    }

    void reserve(Duration untilSlot, Instant now) {
        if (window != null) {
            window.reserve(untilSlot, now);
        }
    }

    /**
     * How many more jobs may start within the time, beside those that are queued or hold a slot.
     *
     * @param most returned without a limit, and at most
     */
    int slotsWithin(Duration time, int most, int queued, Instant now) {
        return window == null
                ? most
                : window.slotsWithin(time, queued + window.reserved(now), most, now);
    }

    /** Those that hold a slot do not come back. */
    void clear() {
        if (window != null) {
            window.clear();
        }
    }

    boolean isAsNew(Instant now) {
        return window == null || window.isAsNew(now);
    }
}
