package io.postrider.worker.lane;

import io.postrider.model.LaneState;
import io.postrider.worker.lane.RecentAnswers.Kind;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a lane has learnt of its endpoint: how much it takes, whether it asked for a pause, whether
 * it is worth an attempt at all. All but the cap is made when the endpoint fails for the first
 * time.
 */
final class EndpointHealth {

    private final Breaker.Factory breakers;
    private final InFlightCap cap;
    private final Throughput throughput = new Throughput();
    private @Nullable RecentAnswers answers;
    private @Nullable Breaker breaker;
    private @Nullable Throttle throttle;

    EndpointHealth(LaneLimits.InFlight bounds, Breaker.Factory breakers) {
        this.breakers = breakers;
        this.cap = new InFlightCap(bounds);
    }

    /** How long nothing may start because the endpoint is failing; empty when something may. */
    Optional<Park> closed(Instant now) {
        return breaker != null && breaker.isClosedTo(now)
                ? Optional.of(Park.failing(breaker.untilProbe(now), breaker.failingFor(now)))
                : Optional.empty();
    }

    /** How long nothing may start because the endpoint asked for it; zero when something may. */
    Duration pause(Instant now) {
        return throttle == null ? Duration.ZERO : throttle.left(now);
    }

    /** How long nothing may start for sure; empty when something may. */
    Optional<Duration> untilAttempt(Instant now) {
        return closed(now)
                .map(Park::delay)
                .or(() -> Optional.of(pause(now)).filter(Duration::isPositive));
    }

    /** How long no attempt has succeeded; zero after a success. */
    Duration failingFor(Instant now) {
        return breaker == null ? Duration.ZERO : breaker.failingFor(now);
    }

    boolean hasRoomBeside(int inFlight) {
        return roomBeside(inFlight) > 0;
    }

    /** How many attempts may start beside those; negative when there are too many. */
    int roomBeside(int inFlight) {
        return cap.value() - inFlight;
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
            throughput.begun(now);
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
        throughput.ended(now);
        return switch (signal) {
            case Signal.Answering _ -> answered(took, inFlight, now);
            case Signal.Failing _ -> {
                if (recent(Kind.FAILED).showOverload()) {
                    cap.cut(now.minus(took), now);
                }
                yield failed(took, now);
            }
            case Signal.Throttling(boolean failing, Optional<Duration> retryAfter) -> {
                Optional<HealthChange> change = throttled(retryAfter, took, now);
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

    private RecentAnswers recent(Kind kind) {
        RecentAnswers used = answers == null ? new RecentAnswers() : answers;
        answers = used;
        used.add(kind);
        return used;
    }

    private Optional<HealthChange> answered(Duration took, int inFlight, Instant now) {
        if (answers != null) {
            answers.add(Kind.ACCEPTED);
        }
        throughput.answered(took);
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

    private Optional<HealthChange> throttled(
            Optional<Duration> retryAfter, Duration took, Instant now) {
        RecentAnswers recent = recent(Kind.THROTTLED);
        if (!recent.showThrottling()) {
            if (recent.showOverload()) {
                cap.cut(now.minus(took), now);
            }
            return Optional.empty();
        }
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

    /** See {@link Throughput#perSecond}. */
    double perSecond() {
        return throughput.perSecond(cap.value());
    }

    /** See {@link Throughput#perSecondThoughSilent}. */
    double perSecondThoughSilent(Instant now) {
        return throughput.perSecondThoughSilent(cap.value(), now);
    }

    /** Whether the endpoint has answered an attempt of this lane. */
    boolean hasAnswered() {
        return throughput.isKnown();
    }

    /** Whether there is nothing worth remembering. */
    boolean isAsNew() {
        return answers == null && breaker == null && throttle == null && cap.isAsNew();
    }
}
