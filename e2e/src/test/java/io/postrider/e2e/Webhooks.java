package io.postrider.e2e;

import static org.awaitility.Awaitility.await;

import io.postrider.testing.Receiver;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes webhooks and waits until events find them: the dispatcher learns of a webhook through
 * Kafka, a moment after the API has answered, and in the order in which webhooks were made.
 */
final class Webhooks {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    private Webhooks() {}

    static JsonNode create(Api api, Map<String, Object> webhook) {
        JsonNode created = api.createWebhook(webhook);
        awaitKnown(api);
        return created;
    }

    /** A webhook made last: once an event reaches it, events reach all those made before. */
    private static void awaitKnown(Api api) {
        String type = "probe.p" + UUID.randomUUID().toString().replace("-", "");
        try (Receiver receiver = Receiver.start()) {
            String probe =
                    api.createWebhook(
                                    Map.of(
                                            "url", receiver.url("/"),
                                            "events", List.of(type),
                                            // what comes after the first one is of no interest
                                            "retry_policy", Map.of("delays", List.of())))
                            .get("id")
                            .asString();
            await("the dispatcher knows the webhook")
                    .atMost(LONGEST)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        api.post("/api/v1/events", new HashMap<>(Map.of("type", type)));
                        return !receiver.received().isEmpty();
                    });
            api.call("DELETE", "/api/v1/webhooks/" + probe, Map.of(), new byte[0]);
        }
    }
}
