package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An endpoint that does its worst, beside one that does not. */
class HostileEndpointIT {

    /** More than a lane has in flight at first, and no more than one page of history. */
    private static final int EVENTS = 90;

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private Scene scene;

    /** What the endpoint does, and what history says of an attempt at it. */
    record Hostility(String name, Answer answer, String state, String text) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Hostility> hostilities() {
        return Stream.of(
                failing("hung", Answer.hang(), "timeout: no answer from 127.0.0.1:%d within 20 s"),
                failing(
                        "dripping header",
                        Answer.drippingHeader(),
                        "timeout: no answer from 127.0.0.1:%d within 20 s"),
                failing(
                        "dripping body",
                        Answer.dripping(),
                        "timeout: no complete answer from 127.0.0.1:%d within 20 s"),
                failing("reset", Answer.reset(), "connection reset by 127.0.0.1:%d"),
                failing("garbage", Answer.garbage(), "the answer of 127.0.0.1:%d is not HTTP"),
                failing(
                        "enormous header",
                        Answer.headers(1024 * 1024),
                        "the header of the answer of 127.0.0.1:%d is too long"),
                // it said 200, and nobody needs the rest
                new Hostility("endless", Answer.flooding(), "delivered", ""));
    }

    private static Hostility failing(String name, Answer answer, String text) {
        return new Hostility(name, answer, "failed", text);
    }

    @BeforeEach
    void set() throws Exception {
        scene = Scene.set();
    }

    @AfterEach
    void strike() {
        scene.close();
    }

    @ParameterizedTest
    @MethodSource("hostilities")
    void aHealthyEndpointIsServedBesideIt(Hostility hostility) throws Exception {
        scene.receiver.answer("/hostile", hostility.answer());
        String hostile =
                scene.webhook(
                        "/hostile",
                        Map.of(
                                "timeout_ms", TIMEOUT.toMillis(),
                                "retry_policy", Map.of("delays", List.of())));
        scene.webhook("/healthy");
        double failures = unreachable();

        scene.produce(EVENTS);
        // sooner than the first attempt at the hostile one can time out: nothing waits for it
        scene.receiver.awaitReceived("/healthy", EVENTS, TIMEOUT);

        JsonNode attempt = firstAttempt(hostile, hostility.state());
        String text = hostility.text().formatted(scene.receiver.port());
        if (!text.isEmpty()) {
            assertThat(attempt.get("error").asString()).isEqualTo(text);
            scene.topology.process(Topology.WORKER).awaitLine(text, Scene.LONGEST);
            await("it is counted").atMost(Scene.LONGEST).until(() -> unreachable() > failures);
        }
        assertThat(Arrivals.of(scene.receiver.received("/healthy")).posts().values())
                .as("posts to the healthy endpoint")
                .containsOnly(1);
    }

    /** History learns of the state and of the attempt from two topics, in no certain order. */
    private JsonNode firstAttempt(String webhook, String state) {
        return await(state + " deliveries in history, with their attempts")
                .atMost(Scene.LONGEST)
                .until(
                        () ->
                                scene.topology.api().deliveries(webhook).stream()
                                        .filter(delivery -> isIn(delivery, state))
                                        .findFirst()
                                        .map(this::firstAttempt),
                        Optional::isPresent)
                .orElseThrow();
    }

    private @Nullable JsonNode firstAttempt(JsonNode delivery) {
        return scene.topology.api().delivery(delivery.get("id").asString()).get("attempts").get(0);
    }

    private static boolean isIn(JsonNode delivery, String state) {
        return delivery.get("state").asString().equals(state);
    }

    private double unreachable() {
        return scene.topology.worker().metric("postrider.attempts", "outcome:unreachable");
    }
}
