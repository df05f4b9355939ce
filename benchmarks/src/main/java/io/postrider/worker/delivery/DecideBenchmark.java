package io.postrider.worker.delivery;

import io.postrider.model.Attempt;
import io.postrider.model.Decision;
import io.postrider.model.Outcome;
import io.postrider.model.ResponseHeaders;
import io.postrider.model.format.RetryOn;
import io.postrider.model.retry.RetrySchedule;

import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The decision upon an attempt. */
@NullMarked
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class DecideBenchmark {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final DeliveryPolicy policy = new DeliveryPolicy(RetrySchedule.STANDARD, RetryOn.ANY);
    private final Attempt acknowledged = attempt(new Outcome.Acknowledged(200));
    private final Attempt rejected =
            attempt(new Outcome.Rejected(503, Optional.of(Duration.ofSeconds(30))));

    private static Attempt attempt(Outcome outcome) {
        return new Attempt(
                1,
                URI.create("https://hooks.example.com/orders"),
                NOW,
                NOW.plusMillis(12),
                outcome,
                ResponseHeaders.NONE,
                "");
    }

    @Benchmark
    public Decision delivered() {
        return policy.decide(acknowledged, 1, 0.3);
    }

    @Benchmark
    public Decision retry() {
        return policy.decide(rejected, 1, 0.3);
    }
}
