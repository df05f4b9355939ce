package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;
import io.postrider.testing.Receiver;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What operators see of the pipeline, and tenants of their webhooks' lanes. */
@UsesSharedPostrider
class PipelineIT {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final String type = "pipeline.t" + UUID.randomUUID().toString().replace("-", "");
    private Api api;
    private Receiver receiver;

    @BeforeEach
    void start() throws Exception {
        api = SharedPostrider.get().api();
        receiver = Receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private String webhook(String... delays) {
        return api.createWebhook(
                        Map.of(
                                "url", receiver.url("/hook"),
                                "events", List.of(type),
                                "retry_policy", Scene.retries(delays)))
                .get("id")
                .asString();
    }

    private void event() {
        assertThat(api.post("/api/v1/events", Map.of("type", type)).status()).isEqualTo(202);
    }

    private JsonNode lane(String webhook) {
        return api.getOk("/api/v1/webhooks/" + webhook + "/lane");
    }

    private List<JsonNode> shown(JsonNode pipeline, String webhook) {
        return pipeline.get("lanes")
                .valueStream()
                .filter(lane -> lane.get("webhook_id").asString().equals(webhook))
                .toList();
    }

    @Test
    void anEndpointThatFailsShowsAndGoesWhenItIsRepaired() {
        receiver.answer("/hook", Answer.status(500));
        String webhook = webhook("1s", "1s", "1s", "1s");
        assertThat(lane(webhook).get("state").asString()).isEqualTo("healthy");

        await("its breaker opens")
                .atMost(LONGEST)
                .until(() -> {
                    event();
                    return lane(webhook).get("state").asString().equals("failing");
                });
        await("something is parked for it")
                .atMost(LONGEST)
                .until(() -> {
                    event();
                    return lane(webhook).get("parked").has("endpoint_failing");
                });

        JsonNode lane = lane(webhook);
        assertThat(lane.get("since").isString()).isTrue();
        assertThat(lane.get("worker").asString()).startsWith("worker-");
        JsonNode pipeline = api.getOk("/api/v1/pipeline");
        assertThat(shown(pipeline, webhook)).hasSize(1);
        assertThat(pipeline.get("lane_counts").get("failing").asInt()).isPositive();
        assertThat(pipeline.get("parked").get("endpoint_failing").asInt()).isPositive();
        assertThat(pipeline.get("workers").valueStream())
                .anyMatch(worker -> !worker.get("silent").asBoolean());
        await("the retry tiers hold what is parked")
                .atMost(LONGEST)
                .until(() ->
                        api.getOk("/api/v1/pipeline").get("retries").get("waiting").asLong() > 0);

        receiver.answer("/hook", Answer.ok());
        await("a probe is answered, and what was parked comes through")
                .atMost(LONGEST)
                .until(() -> lane(webhook).get("state").asString().equals("healthy"));
        assertThat(shown(api.getOk("/api/v1/pipeline"), webhook)).isEmpty();
        await("all arrives").atMost(LONGEST).until(() -> api.count(webhook, "pending") == 0);
    }

    @Test
    void aPauseThatAnEndpointAsksForShows() {
        receiver.answer("/hook", Answer.status(429).withHeader("Retry-After", "600"));
        String webhook = webhook("1h");

        await("its lane is throttled")
                .atMost(LONGEST)
                .until(() -> {
                    event();
                    return lane(webhook).get("state").asString().equals("throttled");
                });
        assertThat(lane(webhook).get("next_attempt_at").isString()).isTrue();
    }

    @Test
    void everyStageGetsToTheEndOfItsTopics() {
        webhook("1s");
        event();
        receiver.awaitReceived("/hook", 1, LONGEST);

        await("nothing is left to be read")
                .atMost(LONGEST)
                .untilAsserted(() -> {
                    JsonNode pipeline = api.getOk("/api/v1/pipeline");
                    assertThat(pipeline.get("kafka").get("available").asBoolean())
                            .as("%s", pipeline)
                            .isTrue();
                    assertThat(pipeline.get("stages").valueStream())
                            .hasSize(3)
                            .allMatch(stage -> stage.get("lag").asLong() == 0);
                    assertThat(pipeline.get("outbox").get("waiting").asLong()).isZero();
                });
    }
}
