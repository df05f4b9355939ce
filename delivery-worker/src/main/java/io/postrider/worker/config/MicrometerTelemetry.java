package io.postrider.worker.config;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.postrider.model.Attempt;
import io.postrider.model.Decision;
import io.postrider.model.Outcome;
import io.postrider.model.ParkReason;
import io.postrider.worker.delivery.Telemetry;
import io.postrider.worker.lane.HealthChange;

import java.util.EnumMap;
import java.util.Map;

/** Counts with Micrometer. */
final class MicrometerTelemetry implements Telemetry {

    private final MeterRegistry registry;
    private final Map<ParkReason, Counter> parked = new EnumMap<>(ParkReason.class);
    private final Counter invalid;

    MicrometerTelemetry(MeterRegistry registry) {
        this.registry = registry;
        for (ParkReason reason : ParkReason.values()) {
            parked.put(
                    reason,
                    registry.counter("postrider.deliveries.parked", "reason", reason.code()));
        }
        this.invalid = registry.counter("postrider.records.invalid", "service", "delivery-worker");
    }

    @Override
    public void attempted(Attempt attempt, Decision decision) {
        Timer timer =
                registry.timer(
                        "postrider.attempts",
                        "outcome",
                        outcome(attempt.outcome()),
                        "decision",
                        decision(decision));
        timer.record(attempt.duration());
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
