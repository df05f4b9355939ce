package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;
import io.postrider.testing.FreePorts;
import io.postrider.testing.Receiver;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What becomes of deliveries whose endpoint does not just answer 200, as history shows it. */
@UsesSharedPostrider
class RetriesIT {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int MOST_TRIES = 5;

    private final String type = "retries.t" + UUID.randomUUID().toString().replace("-", "");
    private Api api;
    private Receiver receiver;
    private EventProducer producer;

    @BeforeEach
    void start() throws Exception {
        Postrider postrider = SharedPostrider.get();
        api = postrider.api();
        receiver = Receiver.start();
        producer = new EventProducer(postrider.bootstrapServers());
    }

    @AfterEach
    void stop() {
        producer.close();
        receiver.close();
    }

    @Test
    void aReceiverThatFailsTwiceIsTriedAtTheScheduledTimesUntilItAccepts() throws Exception {
        assertWaits(
                path -> {
                    receiver.answer(path, Answer.status(500), Answer.status(503), Answer.ok());
                    String webhook = webhookAt(path, "2s", "5s");
                    JsonNode delivery = deliver(webhook, "delivered", 3);
                    disable(webhook);

                    assertThat(attempts(delivery))
                            .extracting(attempt -> attempt.get("status").asInt())
                            .containsExactly(500, 503, 200);
                    assertThat(receiver.received(path))
                            .extracting(post -> post.header("webhook-id").orElseThrow())
                            .containsOnly(delivery.get("id").asString());
                    assertThat(delivery.get("payload").get("type").asString()).isEqualTo(type);
                    return delivery;
                },
                Duration.ofSeconds(2),
                Duration.ofSeconds(5));
    }

    @Test
    void aReceiverThatAlwaysFailsIsDeadLetteredAndReplayedOnceItIsRepaired() throws Exception {
        receiver.answer("/hook", Answer.status(500).withBody("database is down"));
        String webhook = webhook("1s");
        String id = deliver(webhook, "failed", 2).get("id").asString();

        JsonNode deadLetter = deadLetters(webhook).getFirst();
        assertThat(deadLetter.get("reason").asString()).isEqualTo("exhausted");
        assertThat(attempts(api.delivery(id)))
                .hasSize(2)
                .allSatisfy(attempt ->
                        assertThat(attempt.get("response_body").asString())
                                .isEqualTo("database is down"));

        receiver.answer("/hook", Answer.ok());
        Api.Answer replay = api.post("/api/v1/dead-letters/" + id + "/replay", Map.of());

        assertThat(replay.status()).isEqualTo(202);
        JsonNode replayed = awaitState(webhook, "delivered", 3);
        assertThat(replayed.get("id").asString()).isEqualTo(id);
        assertThat(attempts(api.delivery(id))).hasSize(3);
        assertThat(receiver.received("/hook"))
                .extracting(post -> post.bodyText())
                .containsOnly(receiver.received("/hook").getFirst().bodyText());
    }

    @Test
    void goneDisablesTheWebhook() throws Exception {
        receiver.answer("/hook", Answer.status(410));
        String webhook = webhook("1s");

        deliver(webhook, "failed", 1);

        assertThat(deadLetters(webhook).getFirst().get("reason").asString()).isEqualTo("gone");
        await().atMost(LONGEST)
                .untilAsserted(() -> {
                    JsonNode now = api.getOk("/api/v1/webhooks/" + webhook);
                    assertThat(now.get("active").asBoolean()).isFalse();
                    assertThat(now.get("disabled_reason").asString()).contains("410");
                });
    }

    @Test
    void retryAfterIsHonoured() throws Exception {
        assertWaits(
                path -> {
                    receiver.answer(
                            path, Answer.status(503).withHeader("Retry-After", "4"), Answer.ok());
                    String webhook = webhookAt(path, "1s");
                    JsonNode delivery = deliver(webhook, "delivered", 2);
                    disable(webhook);
                    return delivery;
                },
                Duration.ofSeconds(4));
    }

    @Test
    void aRedirectIsAFailureAndIsNotFollowed() throws Exception {
        receiver.answer(
                "/hook",
                Answer.status(302).withHeader("Location", receiver.url("/elsewhere").toString()));

        deliver(webhook(), "failed", 1);

        assertThat(receiver.received("/elsewhere")).isEmpty();
    }

    @Test
    void eachFaultHasItsOwnErrorText() throws Exception {
        receiver.answer("/hang", Answer.hang());
        receiver.answer("/reset", Answer.reset());
        try (Receiver tls = Receiver.startTls()) {
            Map<String, String> textByUrl =
                    Map.of(
                            receiver.url("/hang").toString(),
                            "timeout",
                            receiver.url("/reset").toString(),
                            "reset",
                            "http://localhost:" + FreePorts.next() + "/",
                            "refused",
                            "http://no-such-host.invalid/",
                            "unknown host",
                            tls.url("/hook").toString(),
                            "certificate");
            for (Map.Entry<String, String> fault : textByUrl.entrySet()) {
                String webhook =
                        api.createWebhook(
                                        Map.of(
                                                "url", fault.getKey(),
                                                "events", List.of(type),
                                                // long enough to find any of the others
                                                "timeout_ms", 15_000,
                                                "retry_policy", Map.of("delays", List.of())))
                                .get("id")
                                .asString();
                JsonNode delivery = deliver(webhook, "failed", 1);

                assertThat(
                                attempts(delivery)
                                        .getFirst()
                                        .get("error")
                                        .asString()
                                        .toLowerCase(java.util.Locale.ROOT))
                        .as(fault.getKey())
                        .contains(fault.getValue());
                disable(webhook);
            }
        }
    }

    private String webhook(String... delays) {
        return webhookAt("/hook", delays);
    }

    private void disable(String webhook) {
        api.post("/api/v1/webhooks/" + webhook + "/disable", Map.of());
    }

    private String webhookAt(String path, String... delays) {
        return api.createWebhook(
                        Map.of(
                                "url", receiver.url(path),
                                "events", List.of(type),
                                "retry_policy", Map.of("delays", List.of(delays), "jitter", 0)))
                .get("id")
                .asString();
    }

    /** Produces one event and waits until its delivery is in the state after so many attempts. */
    private JsonNode deliver(String webhook, String state, int attempts) throws Exception {
        producer.plain(UUID.randomUUID().toString(), type, "{\"n\": 1.0}");
        producer.flush();
        return awaitState(webhook, state, attempts);
    }

    /** History learns of the state and of the attempts one after the other. */
    private JsonNode awaitState(String webhook, String state, int attempts) {
        JsonNode summary =
                await().atMost(LONGEST)
                        .until(
                                () -> api.deliveries(webhook),
                                all ->
                                        !all.isEmpty()
                                                && all.getFirst()
                                                        .get("state")
                                                        .asString()
                                                        .equals(state))
                        .getFirst();
        String id = summary.get("id").asString();
        return await().atMost(LONGEST)
                .until(() -> api.delivery(id), delivery -> attempts(delivery).size() >= attempts);
    }

    private List<JsonNode> deadLetters(String webhook) {
        return await().atMost(LONGEST)
                .until(
                        () -> Api.elements(api.getOk("/api/v1/dead-letters?webhook=" + webhook)),
                        found -> !found.isEmpty());
    }

    private static List<JsonNode> attempts(JsonNode delivery) {
        return java.util.stream.StreamSupport.stream(delivery.get("attempts").spliterator(), false)
                .toList();
    }

    /** A delivery to an endpoint at the path, with its attempts. */
    @FunctionalInterface
    private interface Delivering {
        JsonNode to(String path) throws Exception;
    }

    /**
     * From the end of one attempt to the start of the next: within 10 % or 300 ms. Never sooner,
     * and not later at least once; what comes later may have met a pause of the machine.
     */
    private static void assertWaits(Delivering delivering, Duration... waits) throws Exception {
        List<List<Long>> tries = new ArrayList<>();
        boolean onTime = false;
        while (!onTime && tries.size() < MOST_TRIES) {
            List<JsonNode> attempts = attempts(delivering.to("/try-" + tries.size()));
            List<Long> waited = new ArrayList<>();
            onTime = true;
            for (int i = 0; i < waits.length; i++) {
                long wanted = waits[i].toMillis();
                long tolerated = Math.max(wanted / 10, 300);
                waited.add(between(attempts.get(i), attempts.get(i + 1)));
                assertThat(waited.get(i)).as("ms").isGreaterThanOrEqualTo(wanted - tolerated);
                onTime = onTime && waited.get(i) <= wanted + tolerated;
            }
            tries.add(waited);
        }
        assertThat(onTime).as("on time in one of %s", tries).isTrue();
    }

    private static long between(JsonNode attempt, JsonNode next) {
        return Duration.between(
                        Instant.parse(attempt.get("finished_at").asString()),
                        Instant.parse(next.get("started_at").asString()))
                .toMillis();
    }
}
