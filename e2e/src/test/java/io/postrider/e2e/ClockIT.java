package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;
import io.postrider.testing.Received;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clock of the worker's machine is set while it runs, by libfaketime; what it measures time
 * spans with goes on, as on a real machine. Kafka's clock stays right.
 */
class ClockIT {

    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";
    private static final Duration CLOSE_ENOUGH = Duration.ofMinutes(2);
    private static final String RIGHT = "+0";

    @TempDir private Path directory;
    private Scene scene;
    private Instance worker;

    @BeforeEach
    void set() throws Exception {
        Optional<Path> library = library();
        assumeThat(library)
                .as("libfaketime is not installed: apt-get install libfaketime")
                .isPresent();
        scene = Scene.set();
        worker = scene.topology.worker();
        setClock(RIGHT);
        worker.stop();
        worker.start(
                Map.of(
                        "LD_PRELOAD",
                        library.get().toString(),
                        "FAKETIME_TIMESTAMP_FILE",
                        clock().toString(),
                        "FAKETIME_NO_CACHE",
                        "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1"));
        worker.awaitReady();
    }

    private static Optional<Path> library() throws IOException {
        Path libraries = Path.of("/usr/lib");
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (Stream<Path> architectures = Files.list(libraries)) {
            return Stream.concat(Stream.of(libraries), architectures)
                    .map(directory -> directory.resolve(LIBRARY))
                    .filter(Files::exists)
                    .findFirst();
        }
    }

    @AfterEach
    void strike() throws Exception {
        if (worker != null) {
            worker.stop();
            scene.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+3600", "-3600"})
    void deliveriesAndRetriesGoOnWhenTheClockIsSetAndWhenItIsSetRight(String seconds)
            throws Exception {
        int count = 100;
        scene.receiver.answer("/late", failuresThenOk(count));
        scene.webhook("/late", Map.of("retry_policy", Scene.retries("16s", "2s")));
        scene.webhook("/prompt");
        long putUpForRetry = scene.kafka.putUpForRetry();
        scene.produce(count);
        await("the retries wait")
                .atMost(Scene.LONGEST)
                .until(() -> scene.kafka.putUpForRetry() >= putUpForRetry + count);

        setClock(seconds);
        awaitClock(Duration.ofSeconds(Long.parseLong(seconds)));
        // the tests' patience is far below the hour
        produceAndAwait(count);
        await("the retries have fired")
                .atMost(Scene.LONGEST)
                .until(() -> scene.arrivals().doubled().size() >= count);

        scene.receiver.answer("/late", failuresThenOk(count));
        produceAndAwait(count);
        setClock(RIGHT);
        awaitClock(Duration.ZERO);
        produceAndAwait(count);
        await("the retries have fired")
                .atMost(Scene.LONGEST)
                .until(() -> scene.arrivals().doubled().size() >= 2 * count);

        Arrivals arrivals = scene.awaitAll();
        System.out.printf(
                "clock set by %s s and back: %d requests for %d deliveries, %d failures among"
                        + " them%n",
                seconds, arrivals.total(), scene.expected(), 2 * count);
        assertThat(arrivals.duplicates() - 2 * count).as("beyond the retries").isZero();
    }

    /** Every POST says what the worker takes for the time. */
    private void awaitClock(Duration ahead) {
        await("the worker's clock is set")
                .atMost(Scene.LONGEST)
                .until(() -> {
                    produceAndAwait(1);
                    Received last = scene.receiver.received("/prompt").getLast();
                    long shown = Long.parseLong(last.header("webhook-timestamp").orElseThrow());
                    long expected = last.at().plus(ahead).getEpochSecond();
                    return Math.abs(shown - expected) < CLOSE_ENOUGH.toSeconds();
                });
    }

    private void produceAndAwait(int count) throws Exception {
        scene.produce(count);
        scene.awaitArrivals(scene.expected());
    }

    /** Refused, not out of order: an endpoint that keeps failing would be spared. */
    private static Answer[] failuresThenOk(int failures) {
        Answer[] answers =
                Collections.nCopies(failures + 1, Answer.status(404)).toArray(Answer[]::new);
        answers[failures] = Answer.ok();
        return answers;
    }

    private Path clock() {
        return directory.resolve("clock");
    }

    /** Moved into place, so that no half of it is ever read. */
    private void setClock(String offset) throws IOException {
        Path written = Files.writeString(directory.resolve("next"), offset + "\n");
        Files.move(written, clock(), StandardCopyOption.REPLACE_EXISTING);
    }
}
