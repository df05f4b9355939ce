package io.postrider.worker.lane;

import io.postrider.model.SubscriptionId;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;

/**
 * One lane per subscription, there from its first job until its last one has finished. Safe for use
 * by many threads: each lane is worked on under the lock of its map entry.
 *
 * @param <T> what waits
 */
public final class LaneBoard<T> {

    private final Map<SubscriptionId, Lane<T>> lanes = new ConcurrentHashMap<>();
    private final LaneLimits limits;
    private final ToIntFunction<T> size;

    /**
     * An empty board.
     *
     * @param size of what waits, in bytes
     */
    public LaneBoard(LaneLimits limits, ToIntFunction<T> size) {
        this.limits = limits;
        this.size = size;
    }

    /** Asks for a place. Whoever is started must call {@link #finished} in the end. */
    public Admission admit(SubscriptionId subscription, T job, Instant now) {
        AtomicReference<Admission> admission = new AtomicReference<>(new Admission.Overflow());
        lanes.compute(
                subscription,
                (_, lane) -> {
                    Lane<T> open = lane == null ? new Lane<>(limits, size) : lane;
                    admission.setPlain(open.admit(job, now));
                    return open;
                });
        return admission.getPlain();
    }

    /** Gives a place back; the next job, if there is one, has it already. */
    public Turn<T> finished(SubscriptionId subscription, T job, Instant now) {
        AtomicReference<Turn<T>> turn =
                new AtomicReference<>(new Turn<>(Optional.empty(), List.of()));
        lanes.computeIfPresent(
                subscription,
                (_, lane) -> {
                    turn.setPlain(lane.finished(job, now));
                    return lane.isIdle() ? null : lane;
                });
        return turn.getPlain();
    }

    /** How many subscriptions have something in hand. */
    public int size() {
        return lanes.size();
    }
}
