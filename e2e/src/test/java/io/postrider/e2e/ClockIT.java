package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;
import io.postrider.testing.Received;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The clock of the worker's machine is set by an hour while deliveries are under way. */
@EnabledOnOs(OS.LINUX)
class ClockIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int RETRIED = 50;

    private Scene scene;
    private Instance worker;
    private MovableClock clock;

    @BeforeEach
    void set(@TempDir Path directory) throws Exception {
        scene = Scene.set();
        clock = new MovableClock(directory);
        worker = scene.topology.worker();
        worker.stop();
        Map<String, String> settings = new HashMap<>(Scene.ALL_IN_HAND);
        settings.putAll(clock.environment());
        worker.start(settings);
        worker.awaitReady();
        // refused, not out of order: an endpoint that keeps failing would be spared
        scene.receiver.answer("/failing", Answer.status(404));
        scene.webhook("/failing", Map.of("retry_policy", Scene.retries("16s")));
        scene.webhook("/healthy");
        long before = scene.kafka.putUpForRetry();
        scene.produce(RETRIED);
        await("the retries wait")
                .atMost(Scene.LONGEST)
                .until(() -> scene.kafka.putUpForRetry() == before + RETRIED);
        scene.receiver.answer("/failing", Answer.ok());
    }

    @AfterEach
    void strike() throws InterruptedException {
        // the next scene starts it with the usual settings
        worker.stop();
        scene.close();
    }

    @Test
    void anHourForwardLosesNothing() throws Exception {
        assertAllArriveWhileItMovesTo(List.of(HOUR));
    }

    /** By its clock the retries are far from due: they go on when it is right again. */
    @Test
    void anHourBackLosesNothingAndHoldsUpNoFirstAttempt() throws Exception {
        assertAllArriveWhileItMovesTo(List.of(HOUR.negated(), Duration.ZERO));
    }

    /**
     * Nothing was killed; but when the clock jumps, Kafka's clients may leave their group, and give
     * up what they have just sent. So each jump repeats at most what the worker had in hand, and
     * the retries: to a relay that reads them anew afterwards they are all due at once.
     */
    private void assertAllArriveWhileItMovesTo(List<Duration> times) throws Exception {
        double bound;
        try (MostInHand most = new MostInHand(List.of(worker));
                SteadyLoad load = new SteadyLoad(scene, 5, Duration.ofMillis(200))) {
            for (Duration away : times) {
                moveTo(away);
            }
            load.stop();
            scene.produce(20);
            scene.awaitAll();
            bound = RETRIED + times.size() * most.sum();
        }
        int duplicates = scene.arrivals().duplicates() - RETRIED;
        System.out.printf(
                "clock moved: %d of %d arrived twice, %.0f may%n",
                duplicates, scene.expected(), bound);
        assertThat(duplicates).isBetween(0, (int) bound);
        assertThat(Arrivals.of(scene.receiver.received("/failing")).doubled())
                .hasSizeGreaterThanOrEqualTo(RETRIED);
        worker.awaitReady();
    }

    /** Until what arrives is signed with that time. */
    private void moveTo(Duration away) throws Exception {
        clock.moveTo(away);
        await("the worker's clock is %s away".formatted(away))
                .atMost(Scene.LONGEST)
                .until(() -> isAbout(away, lastSignedAt()));
    }

    private static boolean isAbout(Duration away, Instant signedAt) {
        Duration off = Duration.between(Instant.now().plus(away), signedAt).abs();
        return off.compareTo(HOUR.dividedBy(4)) < 0;
    }

    private Instant lastSignedAt() {
        List<Received> arrived = scene.receiver.received("/healthy");
        return arrived.isEmpty()
                ? Instant.EPOCH
                : Instant.ofEpochSecond(
                        Long.parseLong(
                                arrived.getLast().header("webhook-timestamp").orElseThrow()));
    }
}
