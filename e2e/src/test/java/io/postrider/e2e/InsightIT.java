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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What an integrator sees of a webhook: tests, its log, figures, and what Postrider announces. */
@UsesSharedPostrider
class InsightIT {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final String tenant = "t" + UUID.randomUUID().toString().replace("-", "");
    private Api api;
    private Receiver receiver;

    @BeforeEach
    void start() throws Exception {
        api = SharedPostrider.get().api();
        var _ = api.post("/api/v1/tenants", Map.of("id", tenant));
        receiver = Receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private Map<String, Object> hook(String path, String... events) {
        return Map.of(
                "url", receiver.url(path),
                "tenant", tenant,
                "events", List.of(events),
                "retry_policy", Map.of("delays", List.of("1s"), "jitter", 0));
    }

    @Test
    void aTestOfAWebhookThatWasMadeThisMomentTellsWhatItsEndpointSaid() {
        receiver.answer("/hook", Answer.status(201).withBody("thanks"), Answer.status(500));
        Map<String, Object> testMode = new HashMap<>(hook("/hook", "task.completed"));
        testMode.put("testMode", true);
        String webhook = api.createWebhook(testMode).get("id").asString();
        var _ = api.createWebhook(hook("/other", "task.completed"));
        String path = "/api/v1/webhooks/" + webhook + "/test";

        Api.Answer good = api.post(path, Map.of("taskId", "123", "status", "completed"));
        Api.Answer bad = api.post(path, Map.of());

        assertThat(good.status()).as("%s", good.body()).isEqualTo(200);
        assertThat(good.body().get("delivered").asBoolean()).isTrue();
        assertThat(good.body().get("response_code").asInt()).isEqualTo(201);
        assertThat(good.body().get("response_body").asString()).isEqualTo("thanks");
        assertThat(receiver.received("/hook").getFirst().bodyText())
                .contains("\"type\":\"task.completed\"")
                .contains("\"taskId\":\"123\"");
        assertThat(receiver.received("/other")).isEmpty();
        assertThat(bad.status()).as("%s", bad.body()).isEqualTo(200);
        assertThat(bad.body().get("delivered").asBoolean()).isFalse();
        assertThat(bad.body().get("response_code").asInt()).isEqualTo(500);

        List<JsonNode> log =
                Api.elements(api.getOk("/api/webhooks/" + webhook + "/logs?status=success"));
        assertThat(log.getFirst().get("payload").get("data").get("taskId").asString())
                .isEqualTo("123");
        JsonNode figures = api.getOk("/v1/webhooks/" + webhook + "/statistics");
        assertThat(figures.get("delivered").asInt()).isEqualTo(1);
        assertThat(figures.get("errors").get("http_5xx").asInt()).isPositive();
    }

    @Test
    void whatFailsForGoodIsAnnouncedToWhoAsksForItByName() {
        receiver.answer("/broken", Answer.status(500));
        api.createWebhook(hook("/all", "*"));
        api.createWebhook(hook("/ops", "webhook.*", "delivery.exhausted"));
        String broken = api.createWebhook(hook("/broken", "order.created")).get("id").asString();

        api.post("/api/v1/events", Map.of("type", "order.created", "tenant", tenant));

        await().atMost(LONGEST)
                .untilAsserted(() ->
                        assertThat(receiver.received("/ops"))
                                .anyMatch(post ->
                                        post.bodyText().contains("\"delivery.exhausted\"")
                                                && post.bodyText().contains(broken)));
        await().atMost(LONGEST)
                .untilAsserted(() ->
                        assertThat(receiver.received("/ops"))
                                .anyMatch(post -> post.bodyText().contains("\"webhook.created\"")));
        receiver.awaitReceived("/all", 1, LONGEST);
        assertThat(receiver.received("/all"))
                .allMatch(post -> post.bodyText().contains("\"order.created\""));
    }
}
