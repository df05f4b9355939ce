package io.postrider.worker.lane;

import io.postrider.model.ParkReason;
import io.postrider.model.RateLimit;
import io.postrider.model.SubscriptionId;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * One lane per subscription, there from its first job until the last one has finished and there is
 * nothing to remember of its endpoint. Safe for use by many threads: each lane is worked on under
 * its own lock.
 *
 * @param <T> what waits
 */
public final class LaneBoard<T extends LaneJob> {

    private final Map<SubscriptionId, Lane<T>> lanes = new ConcurrentHashMap<>();
    private final LaneLimits limits;
    private final Breaker.Factory breakers;

    /**
     * An empty board.
     *
     * @param clock the one that the instants come from which its methods are given; it must not
     *     jump
     */
    public LaneBoard(LaneLimits limits, Clock clock) {
        this.limits = limits;
        this.breakers = new Breaker.Factory(limits.breaker(), clock);
    }

    /** Asks for a place. Whoever is started must call {@link #finished} in the end. */
    public Admission admit(
            SubscriptionId subscription, T job, Optional<RateLimit> rateLimit, Instant now) {
        return in(subscription, now, lane -> lane.admit(job, rateLimit, now));
    }

    /**
     * Gives a place back.
     *
     * @param took how long the attempt took
     */
    public Turn<T> finished(
            SubscriptionId subscription, T job, Signal signal, Duration took, Instant now) {
        return in(subscription, now, lane -> lane.finished(job, signal, took, now));
    }

    /**
     * Calls parked jobs back. They return through {@link #admit}.
     *
     * @param waiting parked jobs of the subscription that can come now
     * @return how many of them are to come
     */
    public int callBack(
            SubscriptionId subscription, int waiting, Optional<RateLimit> rateLimit, Instant now) {
        return in(subscription, now, lane -> lane.callBack(waiting, rateLimit, now));
    }

    /** A job that was parked for the reason has come to rest without being admitted again. */
    public void settled(SubscriptionId subscription, ParkReason reason) {
        @Nullable Lane<T> lane = lanes.get(subscription);
        if (lane != null) {
            synchronized (lane) {
                lane.returned(reason);
            }
        }
    }

    /** Forgets what is parked of lanes whose partitions other workers have now. */
    public void keep(Set<Integer> partitions) {
        lanes.values()
                .forEach(lane -> {
                    synchronized (lane) {
                        if (!lane.isOf(partitions)) {
                            lane.moved();
                        }
                    }
                });
    }

    private <R> R in(SubscriptionId subscription, Instant now, Function<Lane<T>, R> work) {
        while (true) {
            Lane<T> lane = lanes.computeIfAbsent(subscription, _ -> new Lane<>(limits, breakers));
            synchronized (lane) {
                if (!lane.isRetired()) {
                    R result = work.apply(lane);
                    if (lane.retire(now)) {
                        lanes.remove(subscription, lane);
                    }
                    return result;
                }
            }
        }
    }

    /** Lets time pass in all lanes; to be called several times a second. */
    public void tick(Instant now, BiConsumer<SubscriptionId, Turn<T>> follow) {
        lanes.forEach((subscription, lane) -> {
            Turn<T> turn;
            synchronized (lane) {
                turn = lane.tick(now);
                if (!lane.isRetired() && lane.retire(now)) {
                    lanes.remove(subscription, lane);
                }
            }
            if (!turn.isNothing()) {
                follow.accept(subscription, turn);
            }
        });
    }

    /** How many subscriptions have something in hand, or an endpoint worth remembering. */
    public int size() {
        return lanes.size();
    }

    /** The lanes of which not all is sent at once, and why. */
    public Map<SubscriptionId, LaneCondition> conditions(Instant now) {
        Map<SubscriptionId, LaneCondition> found = new HashMap<>();
        lanes.forEach((subscription, lane) -> {
            synchronized (lane) {
                lane.condition(now).ifPresent(it -> found.put(subscription, it));
            }
        });
        return found;
    }

    /** How many endpoints are given up for now. */
    public long failing() {
        return lanes.values().stream()
                .filter(lane -> {
                    synchronized (lane) {
                        return lane.isFailing();
                    }
                })
                .count();
    }
}
