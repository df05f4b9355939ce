package io.postrider.worker.lane;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Stops attempts at an endpoint that has accepted nothing for a number of attempts and a stretch of
 * time, and lets one probe at a time through. One success closes it.
 */
final class Breaker {

    private final CircuitBreaker circuit;
    private final BreakerLimits limits;
    private @Nullable Instant failingSince;
    private int failuresInRow;
    private int openings;
    private @Nullable Object probe;
    private Instant probeAt = Instant.MIN;

    private Breaker(CircuitBreaker circuit, BreakerLimits limits) {
        this.circuit = circuit;
        this.limits = limits;
    }

    /** Makes breakers of one kind. */
    static final class Factory {

        private final CircuitBreakerConfig config;
        private final BreakerLimits limits;

        Factory(BreakerLimits limits, Clock clock) {
            this.limits = limits;
            this.config =
                    CircuitBreakerConfig.custom()
                            .clock(clock)
                            .currentTimestampFunction(
                                    c -> c.instant().toEpochMilli(), TimeUnit.MILLISECONDS)
                            .permittedNumberOfCallsInHalfOpenState(1)
                            .waitIntervalFunctionInOpenState(
                                    IntervalFunction.ofExponentialBackoff(
                                            limits.firstProbe(), 2, limits.longestProbe()))
                            .build();
        }

        Breaker make() {
            return new Breaker(CircuitBreaker.of("endpoint", config), limits);
        }
    }

    /** Stands for any failure: only that there was one counts. */
    private static final class Failure extends RuntimeException {
        Failure() {
            super("the attempt failed", null, false, false);
        }
    }

    /** Whether nothing may start now. */
    boolean isClosedTo(Instant now) {
        return probe != null || (circuit.getState() == State.OPEN && !now.isAfter(probeAt));
    }

    /** Asks for a start; while the endpoint is given up, one at a time gets it. */
    boolean tryStart(Object job) {
        boolean given = circuit.tryAcquirePermission();
        if (given) {
            probe = circuit.getState() == State.CLOSED ? null : job;
        }
        return given;
    }

    Duration untilProbe(Instant now) {
        return now.isBefore(probeAt) ? Duration.between(now, probeAt) : Duration.ZERO;
    }

    /** Whether it is closed in the sense of circuits: all may pass. */
    boolean isHealthy() {
        return circuit.getState() == State.CLOSED;
    }

    Optional<HealthChange> succeeded(Duration took, Instant now) {
        failingSince = null;
        failuresInRow = 0;
        State before = circuit.getState();
        circuit.onSuccess(took.toMillis(), TimeUnit.MILLISECONDS);
        return changeSince(before, now);
    }

    Optional<HealthChange> failed(Duration took, Instant now) {
        failuresInRow++;
        State before = circuit.getState();
        Duration failingFor = failingFor(took, now);
        if (before != State.CLOSED) {
            circuit.onError(took.toMillis(), TimeUnit.MILLISECONDS, new Failure());
        } else if (failuresInRow >= limits.failures()
                && failingFor.compareTo(limits.silence()) >= 0) {
            circuit.transitionToOpenState();
        }
        return changeSince(before, now);
    }

    /** Since the start of the first attempt that failed after the last success. */
    private Duration failingFor(Duration took, Instant now) {
        Instant since = failingSince == null ? now.minus(took) : failingSince;
        failingSince = since;
        return Duration.between(since, now);
    }

    /** How long nothing has succeeded; zero after a success. */
    Duration failingFor(Instant now) {
        return failingSince == null ? Duration.ZERO : Duration.between(failingSince, now);
    }

    /**
     * What had got its start did not use it. Only a probe makes room by that for another: what
     * began before the endpoint was given up holds no such place.
     */
    void released(Object job) {
        if (job.equals(probe)) {
            probe = null;
            circuit.releasePermission();
        }
    }

    private Optional<HealthChange> changeSince(State before, Instant now) {
        State after = circuit.getState();
        if (after != State.HALF_OPEN) {
            probe = null;
        }
        if (after == before) {
            return Optional.empty();
        }
        if (after == State.OPEN) {
            openings++;
            Duration wait =
                    Duration.ofMillis(
                            circuit.getCircuitBreakerConfig()
                                    .getWaitIntervalFunctionInOpenState()
                                    .apply(openings));
            probeAt = now.plus(wait);
            return openings == 1 ? Optional.of(new HealthChange.Failing(wait)) : Optional.empty();
        }
        openings = 0;
        return Optional.of(new HealthChange.Recovered());
    }
}
