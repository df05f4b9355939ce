package io.postrider.worker.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postrider.model.Attempt;
import io.postrider.model.Decision;
import io.postrider.model.Delivery;
import io.postrider.model.Outcome;
import io.postrider.model.ParkReason;
import io.postrider.model.Progress;
import io.postrider.model.ResponseHeaders;
import io.postrider.model.RetryWait;
import io.postrider.worker.Fixtures;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

class MicrometerTelemetryTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerTelemetry telemetry = new MicrometerTelemetry(registry);
    private final Delivery delivery = Fixtures.aDelivery();

    private void attempted(int number, Duration later, Duration took) {
        attempted(delivery, number, later, took);
    }

    private void attempted(Delivery delivery, int number, Duration later, Duration took) {
        Instant started = delivery.createdAt().plus(later);
        telemetry.attempted(
                delivery,
                new Attempt(
                        number,
                        URI.create("https://example.com/hook"),
                        started,
                        started.plus(took),
                        new Outcome.Acknowledged(200),
                        ResponseHeaders.NONE,
                        ""),
                new Decision.Delivered());
    }

    @Test
    void timesEveryAttemptAndTheWayToTheFirst() {
        attempted(1, Duration.ofMillis(120), Duration.ofMillis(30));
        attempted(2, Duration.ofSeconds(9), Duration.ofMillis(10));

        var delays = registry.get("postrider.deliveries.delay").timer();
        assertThat(delays.count()).isEqualTo(1);
        assertThat(delays.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(120);
        var attempts =
                registry.get("postrider.attempts")
                        .tags("outcome", "acknowledged", "decision", "delivered")
                        .timer();
        assertThat(attempts.count()).isEqualTo(2);
        assertThat(attempts.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(40);
    }

    @Test
    void doesNotTakeAPauseForADelay() {
        Instant since = delivery.createdAt();
        Delivery held =
                delivery.withProgress(
                        Progress.NEW.parked(
                                ParkReason.PAUSED, new RetryWait(since, since.plusSeconds(60))));

        attempted(held, 1, Duration.ofSeconds(60), Duration.ofMillis(30));

        assertThat(registry.get("postrider.deliveries.delay").timer().count()).isZero();
    }

    /** Whatever a record says: a fault here would let the attempt be made again and again. */
    @Test
    void takesAnyTimeThatARecordMayTell() {
        for (Duration later :
                List.of(Duration.ofDays(365 * 8_000L), Duration.ofDays(-365 * 2_000L))) {
            attempted(1, later, Duration.ofMillis(30));
        }

        var delays = registry.get("postrider.deliveries.delay").timer();
        assertThat(delays.count()).isEqualTo(2);
        assertThat(delays.max(TimeUnit.DAYS)).isEqualTo(30);
    }
}
