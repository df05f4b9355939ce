package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

class TestDeliveryIT {

    private static final String TASKS =
            """
            {"url": "https://example.com", "events": ["task.updated", "task.completed", "task.*"]}
            """;

    private static @Nullable RunningService service;

    @BeforeAll
    static void start() {
        service =
                RunningService.start(
                                RealKafka.shared().bootstrapServers(),
                                RealPostgres.shared().newDatabase(),
                                "test.",
                                "--postrider.test-delivery.timeout=60s",
                                "--postrider.ping.formats=*")
                        .awaitReady();
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(service).close();
    }

    private final HistoryScene scene = new HistoryScene(Objects.requireNonNull(service), TASKS);
    private final String path = "/api/v1/webhooks/" + scene.webhook + "/test";

    @AfterEach
    void close() {
        scene.close();
    }

    private CompletableFuture<Answer> test(String path, String body) {
        return CompletableFuture.supplyAsync(() -> scene.api.post(path, body));
    }

    @Test
    void sendsTheBodyAsDataAndAnswersWithTheResult() {
        String body = "{\n    \"taskId\": \"123\",\n    \"status\": \"completed\", \"n\": 1.0}";
        CompletableFuture<Answer> asked = test(path, body);
        Delivery delivery = scene.queued(2).getLast();
        scene.tell(Topic.ATTEMPTS, new Reports(delivery).delivered(1));

        Answer answer = asked.join();

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("delivered").asBoolean()).isTrue();
        assertThat(answer.text("status")).isEqualTo("success");
        assertThat(answer.json().path("response_code").asInt()).isEqualTo(200);
        assertThat(answer.text("response_body")).isEqualTo("answer\uFFFD 1");
        assertThat(answer.json().path("duration_ms").asInt()).isEqualTo(40);
        assertThat(answer.text("delivery_id")).isEqualTo(delivery.id().value());
        assertThat(answer.header("Location")).hasValue("/api/v1/deliveries/" + delivery.id());
        assertThat(answer.text("event_type")).isEqualTo("task.completed");
        assertThat(delivery.event().type().value()).isEqualTo("task.completed");
        assertThat(delivery.body().text()).contains(body).contains("\"type\":\"task.completed\"");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheData() {
        CompletableFuture<Answer> asked = test(path, "\ufeff{\"taskId\": \"é\"}");
        Delivery delivery = scene.queued(2).getLast();
        scene.tell(Topic.ATTEMPTS, new Reports(delivery).delivered(1));

        assertThat(asked.join().status()).isEqualTo(200);
        assertThat(delivery.body().text()).endsWith("\"data\":{\"taskId\": \"é\"}}");
    }

    @Test
    void refusesDataInAnotherEncodingThanUtf8() {
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16BE)) {
            Answer answer = scene.api.send("POST", path, "{\"a\":1}".getBytes(charset));

            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.text("detail")).contains("JSON");
        }
    }

    @Test
    void answersThatAnAttemptFailed() {
        CompletableFuture<Answer> asked = test(path + "?event_type=task.deleted", "{}");
        Delivery delivery = scene.queued(2).getLast();
        scene.tell(Topic.ATTEMPTS, new Reports(delivery).retrying(1));

        Answer answer = asked.join();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("event_type")).isEqualTo("task.deleted");
        assertThat(answer.json().path("delivered").asBoolean()).isFalse();
        assertThat(answer.text("status")).isEqualTo("failed");
        assertThat(answer.text("state")).isEqualTo("pending");
        assertThat(answer.json().path("response_code").asInt()).isEqualTo(500);
        assertThat(answer.text("next_attempt_at")).isNotEmpty();
    }

    @Test
    void reachesNoOtherWebhookAndComesBehindItsOwnSnapshot() {
        CompletableFuture<Answer> asked = test(path, "");
        Delivery delivery = scene.queued(2).getLast();
        scene.tell(Topic.ATTEMPTS, new Reports(delivery).delivered(1));
        assertThat(asked.join().text("event_type")).isEqualTo("ping");
        assertThat(delivery.body().text()).contains(scene.webhook);

        List<ConsumerRecord<byte[], byte[]>> snapshots =
                scene.kafka.await(
                        scene.service.topic(Topic.SUBSCRIPTIONS),
                        3,
                        record -> HistoryScene.key(record).equals(scene.webhook));
        ConsumerRecord<byte[], byte[]> latest = snapshots.getLast();
        assertThat(delivery.subscription().offset()).isEqualTo(latest.offset());
        assertThat(SubscriptionCodec.decode(WireRecords.of(latest)).version()).isEqualTo(1);
        assertThat(
                        scene.kafka.await(
                                scene.service.topic(Topic.DELIVERIES),
                                1,
                                record ->
                                        WireRecords.of(record)
                                                .header("postrider-event-id")
                                                .equals(
                                                        Optional.of(
                                                                delivery.event().id().value()))))
                .hasSize(1);
    }

    @Test
    void greetsANewWebhookWithAPing() {
        Delivery ping = scene.queued(1).getFirst();

        assertThat(ping.event().type().value()).isEqualTo("ping");
        assertThat(ping.event().id().value()).isEqualTo("evt_ping_" + scene.webhook);
        scene.tell(Topic.ATTEMPTS, new Reports(ping).delivered(1));
        scene.awaitState(new Reports(ping), "delivered");
    }

    @Test
    void testsNoWebhookThatIsPaused() {
        scene.api.post("/api/v1/webhooks/" + scene.webhook + "/pause", "");

        Answer answer = scene.api.post(path, "{}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("detail")).contains("resume it first");
    }

    @Test
    void greetsNoWebhookThatIsDisabled() {
        HistoryScene disabled =
                new HistoryScene(
                        scene.service,
                        """
                        {"url": "https://example.com", "events": ["*"], "active": false}
                        """);
        assertThat(
                        scene.api
                                .post("/api/v1/webhooks/" + disabled.webhook + "/test", "{}")
                                .text("detail"))
                .contains("enable it first");
        scene.api.post("/api/v1/webhooks/" + disabled.webhook + "/enable", "");
        CompletableFuture<Answer> asked =
                test("/api/v1/webhooks/" + disabled.webhook + "/test", "[1]");

        Delivery first =
                DeliveryCodec.decode(
                        WireRecords.of(
                                scene.kafka
                                        .await(
                                                scene.service.topic(Topic.DELIVERIES),
                                                1,
                                                record ->
                                                        HistoryScene.key(record)
                                                                .equals(disabled.webhook))
                                        .getFirst()));
        disabled.close();

        assertThat(first.event().id().value()).startsWith("evt_test_");
        scene.tell(Topic.ATTEMPTS, new Reports(first).delivered(1));
        assertThat(asked.join().status()).isEqualTo(200);
    }

    @Test
    void refusesWhatCannotBeSent() {
        Answer malformed = scene.api.post(path, "{\"a\":");
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.text("detail")).contains("not valid JSON");
        assertThat(scene.api.post(path + "?event_type=a%20b", "{}").wrongField())
                .isEqualTo("event_type");
        assertThat(scene.api.post("/api/v1/webhooks/wh_none/test", "{}").status()).isEqualTo(404);
    }
}
