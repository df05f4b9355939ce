package io.postrider.worker.config;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.postrider.model.Attempt;
import io.postrider.model.Decision;
import io.postrider.model.Delivery;
import io.postrider.model.Outcome;
import io.postrider.model.ParkReason;
import io.postrider.worker.delivery.Telemetry;
import io.postrider.worker.lane.HealthChange;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Counts with Micrometer. */
final class MicrometerTelemetry implements Telemetry {

    /** Bounds of the delays that are told apart. */
    private static final Duration[] DELAYS = {
        Duration.ofMillis(50),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5)
    };

    private static final Duration LONGEST_DELAY = Duration.ofDays(30);

    private final MeterRegistry registry;
    private final Map<ParkReason, Counter> parked = new EnumMap<>(ParkReason.class);
    private final Counter invalid;
    private final Timer firstAttempts;

    MicrometerTelemetry(MeterRegistry registry) {
        this.registry = registry;
        for (ParkReason reason : ParkReason.values()) {
            parked.put(
                    reason,
                    registry.counter("postrider.deliveries.parked", "reason", reason.code()));
        }
        this.firstAttempts =
                Timer.builder("postrider.deliveries.delay")
                        .description("from an event's dispatch to the first attempt's start")
                        .serviceLevelObjectives(DELAYS)
                        .register(registry);
        this.invalid = registry.counter("postrider.records.invalid", "service", "delivery-worker");
    }

    @Override
    public void attempted(Delivery delivery, Attempt attempt, Decision decision) {
        Timer timer =
                registry.timer(
                        "postrider.attempts",
                        "outcome",
                        outcome(attempt.outcome()),
                        "decision",
                        decision(decision));
        timer.record(attempt.duration());
        if (attempt.number() == 1 && !wasHeld(delivery)) {
            firstAttempts.record(delay(delivery, attempt));
        }
    }

    /** It is late because its owner wanted it so. */
    private static boolean wasHeld(Delivery delivery) {
        return delivery.progress()
                .parked()
                .filter(parked -> parked.reason() == ParkReason.PAUSED)
                .isPresent();
    }

    /** Times of records are what their writer says, and a timer takes no more than 292 years. */
    private static Duration delay(Delivery delivery, Attempt attempt) {
        Duration delay = Duration.between(delivery.createdAt(), attempt.startedAt());
        if (delay.isNegative()) {
            return Duration.ZERO;
        }
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }

    private static String outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Acknowledged _ -> "acknowledged";
            case Outcome.Rejected _ -> "rejected";
            case Outcome.Unreachable _ -> "unreachable";
            case Outcome.Refused _ -> "refused";
        };
    }

    private static String decision(Decision decision) {
        return switch (decision) {
            case Decision.Delivered _ -> "delivered";
            case Decision.Retry _ -> "retry";
            case Decision.DeadLetter _ -> "dead_letter";
            case Decision.DisableEndpoint _ -> "disable_endpoint";
        };
    }

    @Override
    public void parked(ParkReason reason) {
        Counter counter = parked.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void endpointChanged(HealthChange change) {
        registry.counter(
                        "postrider.endpoints.changed",
                        "change",
                        switch (change) {
                            case HealthChange.Failing _ -> "failing";
                            case HealthChange.Recovered _ -> "recovered";
                            case HealthChange.Throttled _ -> "throttled";
                        })
                .increment();
    }

    void invalid() {
        invalid.increment();
    }
}
