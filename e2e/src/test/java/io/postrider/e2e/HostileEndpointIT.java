package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An endpoint that does its worst, beside one that does not. */
class HostileEndpointIT {

    /** More than a lane has in flight at once. */
    private static final int EVENTS = 150;

    private static final Duration TIMEOUT = Duration.ofSeconds(6);

    private Scene scene;

    /** What the endpoint does, and what history says of an attempt at it. */
    @SuppressWarnings("ImmutableEnumChecker") // answers have no state, though they hold bytes
    enum Hostility {
        HUNG(Answer.hang(), "failed", "timeout: no answer from 127.0.0.1:%d within 6 s"),
        DRIPPING_HEADER(
                Answer.drippingHeader(),
                "failed",
                "timeout: no answer from 127.0.0.1:%d within 6 s"),
        DRIPPING_BODY(
                Answer.dripping(),
                "failed",
                "timeout: no complete answer from 127.0.0.1:%d within 6 s"),
        RESET(Answer.reset(), "failed", "connection reset by 127.0.0.1:%d"),
        GARBAGE(Answer.garbage(), "failed", "the answer of 127.0.0.1:%d is not HTTP"),
        ENORMOUS_HEADER(
                Answer.headers(1024 * 1024),
                "failed",
                "the header of the answer of 127.0.0.1:%d is too long"),
        /** It said 200, and nobody needs the rest. */
        ENDLESS(Answer.flooding(), "delivered", "");

        private final Answer answer;
        private final String state;
        private final String text;

        Hostility(Answer answer, String state, String text) {
            this.answer = answer;
            this.state = state;
            this.text = text;
        }
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
    @EnumSource
    void aHealthyEndpointIsServedBesideIt(Hostility hostility) throws Exception {
        scene.receiver.answer("/hostile", hostility.answer);
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

        JsonNode attempt = firstAttempt(hostile, hostility.state);
        String text = hostility.text.formatted(scene.receiver.port());
        if (!text.isEmpty()) {
            assertThat(attempt.get("error").asString()).isEqualTo(text);
            scene.topology.process(Topology.WORKER).awaitLine(text, Scene.LONGEST);
            assertThat(unreachable()).isGreaterThan(failures);
        }
        assertThat(Arrivals.of(scene.receiver.received("/healthy")).posts().values())
                .as("posts to the healthy endpoint")
                .containsOnly(1);
    }

    private JsonNode firstAttempt(String webhook, String state) {
        Api api = scene.topology.api();
        JsonNode summary =
                await(state + " deliveries in history")
                        .atMost(Scene.LONGEST)
                        .until(
                                () ->
                                        api.deliveries(webhook).stream()
                                                .filter(delivery -> isIn(delivery, state))
                                                .findFirst(),
                                Optional::isPresent)
                        .orElseThrow();
        return api.delivery(summary.get("id").asString()).get("attempts").get(0);
    }

    private static boolean isIn(JsonNode delivery, String state) {
        return delivery.get("state").asString().equals(state);
    }

    private double unreachable() throws InterruptedException {
        return scene.topology.worker().metric("postrider.attempts", "outcome:unreachable");
    }
}
