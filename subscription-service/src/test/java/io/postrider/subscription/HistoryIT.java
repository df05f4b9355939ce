package io.postrider.subscription;

import static io.postrider.subscription.HistoryScene.key;
import static io.postrider.subscription.HistoryScene.soon;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery;
import io.postrider.model.Payload;
import io.postrider.model.Progress;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.RealKafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

@UsesSharedService
class HistoryIT {

    private final HistoryScene scene = new HistoryScene(SharedService.SERVICE);
    private final RunningService service = scene.service;
    private final ApiClient api = scene.api;
    private final TopicProbe kafka = scene.kafka;
    private final String webhook = scene.webhook;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private record Written(Topic topic, WireRecord record) {}

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void showsADeliveryFromItsQueueToItsEnd() {
        Reports reports = Reports.ofDeliveryTo(webhook);
        scene.tell(Topic.DELIVERIES, reports.queued());
        scene.awaitState(reports, "pending");
        scene.tell(Topic.ATTEMPTS, reports.retrying(1));
        soon().until(() -> scene.delivery(reports).json().path("attempt_count").asInt() == 1);
        assertThat(scene.delivery(reports).text("state")).isEqualTo("pending");
        assertThat(scene.delivery(reports).text("next_attempt_at")).isNotEmpty();
        assertThat(scene.delivery(reports).json().path("last_status").asInt()).isEqualTo(500);
        scene.tell(Topic.DELIVERIES, reports.released(1));
        scene.tell(Topic.ATTEMPTS, reports.delivered(2));
        scene.awaitState(reports, "delivered");

        Answer shown = scene.delivery(reports);
        assertThat(shown.json().path("attempts").size()).isEqualTo(2);
        assertThat(shown.json().at("/attempts/0/status").asInt()).isEqualTo(500);
        assertThat(shown.json().at("/attempts/0/response_headers"))
                .hasToString("{\"content-type\":\"text/plain\",\"vary\":\"\uFFFD\"}");
        assertThat(shown.json().at("/attempts/0/result").asString()).isEqualTo("retrying");
        assertThat(shown.json().at("/attempts/1/duration_ms").asInt()).isEqualTo(40);
        assertThat(shown.text("event_type")).isEqualTo("order.created");
        assertThat(shown.text("webhook_id")).isEqualTo(webhook);
        assertThat(shown.text("completed_at")).isNotEmpty();
        assertThat(shown.text("payload_status")).isEqualTo("available");
        assertThat(shown.response().body()).contains("\"payload\":{\"id\":\"x\",\"total\": 1.0}");
    }

    @Test
    void comesToTheSameHoweverFactsArrive() {
        Random chance = new Random(7);
        for (int round = 0; round < 8; round++) {
            Reports reports = Reports.ofDeliveryTo(webhook);
            Reports again = reports.replayed(2);
            List<Written> facts =
                    new ArrayList<>(
                            List.of(
                                    new Written(Topic.DELIVERIES, reports.queued()),
                                    new Written(Topic.ATTEMPTS, reports.retrying(1)),
                                    new Written(Topic.DELIVERIES, reports.released(1)),
                                    new Written(Topic.ATTEMPTS, reports.failed(2)),
                                    new Written(Topic.DEAD_LETTERS, reports.deadLetter(2)),
                                    new Written(Topic.DELIVERIES, again.queued()),
                                    new Written(Topic.ATTEMPTS, again.delivered(3))));
            facts.addAll(List.copyOf(facts));
            Collections.shuffle(facts, chance);
            facts.forEach(fact -> scene.tell(fact.topic(), fact.record()));
            soon().until(() -> scene.delivery(reports).json().path("attempts").size() == 3);
            scene.awaitState(reports, "delivered");
            soon().untilAsserted(() ->
                    assertThat(api.get("/api/v1/dead-letters/" + reports.id()).text("replayed_at"))
                            .isNotEmpty());

            Answer shown = scene.delivery(reports);
            assertThat(shown.json().path("attempt_count").asInt()).isEqualTo(3);
            assertThat(shown.json().path("replays").asInt()).isEqualTo(1);
            assertThat(shown.json().path("reason").isNull()).isTrue();
            assertThat(shown.json().path("last_status").asInt()).isEqualTo(200);
            assertThat(shown.json().path("last_error").isNull()).isTrue();
        }
    }

    @Test
    void showsCancelledDeliveriesAsSuch() {
        Reports reports = Reports.ofDeliveryTo(webhook);
        scene.tell(Topic.ATTEMPTS, reports.cancelled(1));
        scene.tell(Topic.ATTEMPTS, reports.retrying(1));
        scene.tell(Topic.DELIVERIES, reports.queued());

        soon().until(() -> scene.delivery(reports).json().path("attempts").size() == 1);
        scene.awaitState(reports, "cancelled");
    }

    @Test
    void leavesAWebhookAloneWhoseFormerEndpointIsGone() {
        api.patch("/api/v1/webhooks/" + webhook, "{\"url\": \"https://example.com/new\"}");
        Reports reports = Reports.ofDeliveryTo(webhook, now.plusSeconds(600));
        scene.tell(Topic.ATTEMPTS, reports.gone(1));

        scene.awaitState(reports, "failed");
        assertThat(api.get("/api/v1/webhooks/" + webhook).json().path("active").asBoolean())
                .isTrue();
    }

    @Test
    void disablesAWebhookWhoseEndpointIsGoneOnce() {
        Reports reports = Reports.ofDeliveryTo(webhook, now.plusSeconds(600));
        scene.tell(Topic.ATTEMPTS, reports.gone(1));
        soon().until(() ->
                !api.get("/api/v1/webhooks/" + webhook).json().path("active").asBoolean());
        assertThat(api.get("/api/v1/webhooks/" + webhook).text("disabled_reason"))
                .isEqualTo("endpoint answered 410 Gone");
        kafka.await(service.topic(Topic.SUBSCRIPTIONS), 2, record -> key(record).equals(webhook));

        api.post("/api/v1/webhooks/" + webhook + "/enable", "");
        Reports older = Reports.ofDeliveryTo(webhook, now.minusSeconds(3600));
        scene.tell(Topic.ATTEMPTS, older.gone(1));
        scene.awaitState(older, "failed");

        assertThat(api.get("/api/v1/webhooks/" + webhook).json().path("active").asBoolean())
                .isTrue();
    }

    @Test
    void recordsWhatItCannotReadAndGoesOn() {
        RecordMetadata bad =
                scene.tell(
                        Topic.ATTEMPTS,
                        WireRecord.of("dlv_x", List.of(), Payload.of("{\"not\": \0 a report")));
        Reports reports = Reports.ofDeliveryTo(webhook);
        scene.tell(Topic.DELIVERIES, reports.queued());
        scene.awaitState(reports, "pending");

        soon().untilAsserted(() ->
                assertThat(api.get("/api/v1/invalid-records?limit=100").json().path("data"))
                        .anySatisfy(record -> {
                            assertThat(record.path("topic").asString())
                                    .isEqualTo(service.topic(Topic.ATTEMPTS));
                            assertThat(record.path("partition").asInt()).isEqualTo(bad.partition());
                            assertThat(record.path("offset").asLong()).isEqualTo(bad.offset());
                            assertThat(record.path("reason").asString())
                                    .contains("not an attempt report");
                        }));
    }

    @Test
    void listsDeliveriesByCursorAndByPage() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Reports reports = Reports.ofDeliveryTo(webhook, now.plusSeconds(i));
            newestFirst.addFirst(reports.id());
            scene.tell(Topic.DELIVERIES, reports.queued());
            if (i == 0) {
                scene.tell(Topic.ATTEMPTS, reports.delivered(1));
            }
        }
        String path = "/api/v1/webhooks/" + webhook + "/deliveries";
        soon().until(() -> api.get(path).json().path("data").size() == 5);

        List<String> byCursor = new ArrayList<>();
        Answer page = api.get(path + "?limit=2");
        ids(page, byCursor);
        while (!page.json().path("next_cursor").isNull()) {
            page = api.get(path + "?limit=2&cursor=" + page.text("next_cursor"));
            ids(page, byCursor);
        }
        assertThat(byCursor).isEqualTo(newestFirst);
        Answer second = api.get(path + "?page=2&limit=2");
        assertThat(second.json().at("/data/0/id").asString()).isEqualTo(newestFirst.get(2));
        assertThat(second.json().path("total").asInt()).isEqualTo(5);
        soon().until(() -> api.get(path + "?state=delivered").json().path("data").size() == 1);
        assertThat(api.get(path + "?event_type=a.b").json().path("data")).isEmpty();
        assertThat(api.get(path + "?state=odd").status()).isEqualTo(400);
        assertThat(api.get(path + "?page=1&cursor=x").status()).isEqualTo(400);
        assertThat(api.get("/api/v1/webhooks/wh_none/deliveries").status()).isEqualTo(404);
    }

    private static void ids(Answer page, List<String> ids) {
        page.json().path("data").forEach(item -> ids.add(item.path("id").asString()));
    }

    private Answer replay(Reports reports) {
        return api.post("/api/v1/dead-letters/" + reports.id() + "/replay", "");
    }

    @Test
    void replaysADeadLetterAsTheSameDelivery() {
        Reports reports = scene.deadLettered();
        String list = "/api/v1/dead-letters?webhook=" + webhook;
        assertThat(api.get(list).json().at("/data/0/reason").asString()).isEqualTo("exhausted");
        assertThat(api.get(list + "&reason=gone").json().path("data")).isEmpty();
        assertThat(api.get(list + "&from=2100-01-01T00:00:00Z").json().path("data")).isEmpty();

        Answer replayed = replay(reports);

        assertThat(replayed.status()).as(replayed.toString()).isEqualTo(202);
        Delivery again =
                kafka
                        .await(
                                service.topic(Topic.DELIVERIES),
                                2,
                                record -> key(record).equals(webhook))
                        .stream()
                        .map(WireRecords::of)
                        .map(DeliveryCodec::decode)
                        .toList()
                        .getLast();
        assertThat(again)
                .isEqualTo(
                        reports.delivery()
                                .withProgress(
                                        new Progress(1, 1, 1, Optional.empty(), Optional.empty())));
        scene.awaitState(reports, "pending");
        assertThat(api.get(list).json().path("data")).isEmpty();
        assertThat(replay(reports).status()).isEqualTo(409);

        scene.tell(Topic.DEAD_LETTERS, new Reports(again).deadLetter(2));
        scene.awaitState(reports, "failed");
        assertThat(replay(reports).status()).isEqualTo(202);
    }

    @Test
    void replaysNothingTwiceAtATime() {
        Reports reports = scene.deadLettered();
        new TransactionTemplate(service.bean(PlatformTransactionManager.class))
                .executeWithoutResult(_ -> {
                    service.bean(JdbcClient.class)
                            .sql("SELECT 1 FROM dead_letters WHERE delivery_id = ? FOR UPDATE")
                            .param(reports.id())
                            .query()
                            .singleValue();

                    assertThat(replay(reports).status()).isEqualTo(409);
                });

        assertThat(replay(reports).status()).isEqualTo(202);
    }

    @Test
    void replaysNothingToAWebhookThatCannotReceive() {
        Reports reports = scene.deadLettered();
        api.post("/api/v1/webhooks/" + webhook + "/disable", "");
        Answer disabled = replay(reports);
        assertThat(disabled.status()).isEqualTo(409);
        assertThat(disabled.text("detail")).contains("enable it first");
        api.delete("/api/v1/webhooks/" + webhook);
        Answer deleted = replay(reports);
        assertThat(deleted.status()).isEqualTo(409);
        assertThat(deleted.text("detail")).contains("deleted");
        assertThat(
                        api.get("/api/v1/dead-letters/" + reports.id())
                                .json()
                                .path("replayed_at")
                                .isNull())
                .isTrue();
    }

    @Test
    void saysSoWhenKafkaNoLongerHasTheRecord() throws Exception {
        Reports reports = scene.deadLettered();
        int partition = partitionOf(Topic.DEAD_LETTERS);
        expire(Topic.DEAD_LETTERS, partition);

        assertThat(replay(reports).status()).isEqualTo(410);
        Answer shown = scene.delivery(reports);
        assertThat(shown.text("payload_status")).isEqualTo("expired");
        assertThat(shown.json().path("payload").isNull()).isTrue();
    }

    private int partitionOf(Topic topic) {
        return kafka.await(service.topic(topic), 1, record -> key(record).equals(webhook))
                .getFirst()
                .partition();
    }

    private void expire(Topic topic, int partition) throws Exception {
        TopicPartition all = new TopicPartition(service.topic(topic), partition);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", RealKafka.shared().bootstrapServers()))) {
            admin.deleteRecords(Map.of(all, RecordsToDelete.beforeOffset(-1))).all().get();
        }
    }
}
