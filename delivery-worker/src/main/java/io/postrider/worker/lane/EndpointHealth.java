package io.postrider.worker.lane;

import io.postrider.model.LaneState;
import io.postrider.model.ParkReason;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a lane has learnt of its endpoint: how much it takes, whether it asked for a pause, whether
 * it is worth an attempt at all. An endpoint that never failed has no breaker and no throttle.
 */
final class EndpointHealth {

    private static final double NEWEST_COUNTS = 0.1;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Breaker.Factory breakers;
    private final InFlightCap cap;
    private @Nullable Breaker breaker;
    private @Nullable Throttle throttle;
    private double nanosPerAttempt;
    private Instant silentSince = Instant.MAX;

    EndpointHealth(LaneLimits.InFlight bounds, Breaker.Factory breakers) {
        this.breakers = breakers;
        this.cap = new InFlightCap(bounds);
    }

    /** Why nothing may start now, and how long not; empty when something may. */
    Optional<Park> closed(Instant now) {
        if (throttle != null && throttle.isPaused(now)) {
            return Optional.of(new Park(ParkReason.ENDPOINT_THROTTLING, throttle.left(now)));
        }
        if (breaker != null && breaker.isClosedTo(now)) {
            return Optional.of(new Park(ParkReason.ENDPOINT_FAILING, breaker.untilProbe(now)));
        }
        return Optional.empty();
    }

    boolean hasRoomBeside(int inFlight) {
        return inFlight < cap.value();
    }

    /** Asks for a start, which must be followed by {@link #started} and {@link #heard}. */
    boolean tryStart(Object job) {
        return breaker == null || breaker.tryStart(job);
    }

    /**
     * An attempt begins.
     *
     * @param inFlight attempts at the time, without this one
     */
    void started(int inFlight, Instant now) {
        if (inFlight == 0) {
            silentSince = now;
        }
    }

    /**
     * An attempt has ended.
     *
     * @param job what was started
     * @param took from start to end
     * @param inFlight attempts at the time, this one included
     */
    Optional<HealthChange> heard(
            Object job, Signal signal, Duration took, int inFlight, Instant now) {
        silentSince = now;
        return switch (signal) {
            case Signal.Answering _ -> answered(took, inFlight, now);
            case Signal.Failing _ -> {
                cap.cut(now.minus(took), now);
                yield failed(took, now);
            }
            case Signal.Throttling(boolean failing, Optional<Duration> retryAfter) -> {
                Optional<HealthChange> change = asked(retryAfter, took, now);
                yield (failing ? failed(took, now) : notFailed(took, now)).or(() -> change);
            }
            case Signal.Silent _ -> {
                if (breaker != null) {
                    breaker.released(job);
                }
                yield Optional.empty();
            }
        };
    }

    private Optional<HealthChange> answered(Duration took, int inFlight, Instant now) {
        nanosPerAttempt =
                nanosPerAttempt == 0
                        ? took.toNanos()
                        : nanosPerAttempt + NEWEST_COUNTS * (took.toNanos() - nanosPerAttempt);
        cap.grow(inFlight);
        if (throttle != null) {
            throttle.answered();
        }
        return notFailed(took, now);
    }

    private Optional<HealthChange> notFailed(Duration took, Instant now) {
        if (breaker == null) {
            return Optional.empty();
        }
        Optional<HealthChange> change = breaker.succeeded(took, now);
        if (change.isPresent()) {
            cap.restart();
        }
        return change;
    }

    private Optional<HealthChange> failed(Duration took, Instant now) {
        Breaker used = breaker == null ? breakers.make() : breaker;
        breaker = used;
        return used.failed(took, now);
    }

    private Optional<HealthChange> asked(
            Optional<Duration> retryAfter, Duration took, Instant now) {
        Throttle used = throttle == null ? new Throttle() : throttle;
        throttle = used;
        boolean atLowest = cap.value() == 1;
        boolean cut = cap.cut(now.minus(took), now);
        Duration pause =
                cut || retryAfter.isPresent()
                        ? used.asked(retryAfter, atLowest, now)
                        : Duration.ZERO;
        return cut || pause.isPositive()
                ? Optional.of(new HealthChange.Throttled(pause, cap.value()))
                : Optional.empty();
    }

    /** Whether its endpoint is given up for now. */
    boolean isFailing() {
        return breaker != null && !breaker.isHealthy();
    }

    /** Why not all may start; empty while all may. */
    Optional<LaneState> state(Instant now) {
        if (isFailing()) {
            return Optional.of(LaneState.FAILING);
        }
        return throttle != null && throttle.isPaused(now)
                ? Optional.of(LaneState.THROTTLED)
                : Optional.empty();
    }

    /** Attempts a second that it takes at most; before the first answer, nothing says how few. */
    double perSecond() {
        return nanosPerAttempt == 0
                ? Double.POSITIVE_INFINITY
                : Math.max(1, cap.value() * NANOS_PER_SECOND / nanosPerAttempt);
    }

    /**
     * Attempts a second that it takes at most, going by attempts that are in flight: had it taken
     * more, one of them would have ended by now.
     */
    double perSecondThoughSilent(Instant now) {
        return silentSince.isBefore(now)
                ? cap.value() * NANOS_PER_SECOND / Duration.between(silentSince, now).toNanos()
                : Double.POSITIVE_INFINITY;
    }

    /** Whether there is nothing worth remembering. */
    boolean isAsNew() {
        return breaker == null && throttle == null && cap.isAsNew();
    }
}
