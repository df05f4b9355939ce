package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.topic.Topic;
import io.postrider.subscription.ApiClient.Answer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

@UsesSharedService
class AttemptLogIT {

    private final HistoryScene scene = new HistoryScene(SharedService.SERVICE);
    private final String path = "/api/v1/webhooks/" + scene.webhook;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @AfterEach
    void close() {
        scene.close();
    }

    private Reports retried(Instant createdAt) {
        Reports reports = Reports.ofDeliveryTo(scene.webhook, createdAt);
        scene.tell(Topic.DELIVERIES, reports.queued());
        scene.tell(Topic.ATTEMPTS, reports.retrying(1));
        scene.tell(Topic.DELIVERIES, reports.released(1));
        scene.tell(Topic.ATTEMPTS, reports.delivered(2));
        return reports;
    }

    private void awaitLog(int rows) {
        HistoryScene.soon()
                .until(() -> scene.api.get(path + "/logs").json().path("data").size() == rows);
    }

    @Test
    void showsEachAttemptWithWhatWasSentAndWhatCameBack() {
        Reports older = retried(now.minusSeconds(60));
        Reports newer = retried(now);
        awaitLog(4);

        JsonNode rows = scene.api.get(path + "/logs").json().path("data");

        JsonNode latest = rows.path(0);
        assertThat(latest.path("webhook_id").asString()).isEqualTo(scene.webhook);
        assertThat(latest.path("delivery_id").asString()).isEqualTo(newer.id());
        assertThat(latest.path("event").asString()).isEqualTo("order.created");
        assertThat(latest.path("status").asString()).isEqualTo("success");
        assertThat(latest.path("response_code").asInt()).isEqualTo(200);
        assertThat(latest.path("response_body").asString()).isEqualTo("answer\uFFFD 2");
        assertThat(latest.path("attempt_number").asInt()).isEqualTo(2);
        assertThat(latest.path("duration_ms").asInt()).isEqualTo(40);
        assertThat(latest.path("timestamp").asString()).isEqualTo(newer.after(2).toString());
        assertThat(latest.path("payload_status").asString()).isEqualTo("available");
        assertThat(latest.path("payload").path("total").asDouble()).isEqualTo(1.0);
        JsonNode first = rows.path(3);
        assertThat(first.path("delivery_id").asString()).isEqualTo(older.id());
        assertThat(first.path("status").asString()).isEqualTo("failed");
        assertThat(first.path("response_code").asInt()).isEqualTo(500);
        assertThat(first.path("next_attempt_at").isNull()).isFalse();
        assertThat(first.path("payload").isObject()).isTrue();
    }

    @Test
    void pagesThroughAttemptsAndTellsTheFailedFromTheOthers() {
        retried(now.minusSeconds(60));
        retried(now);
        awaitLog(4);
        List<String> whole = rows(scene.api.get(path + "/logs"));

        List<String> paged = new ArrayList<>();
        Answer page = scene.api.get(path + "/logs?limit=1");
        paged.addAll(rows(page));
        while (!page.json().path("next_cursor").isNull()) {
            page = scene.api.get(path + "/logs?limit=1&cursor=" + page.text("next_cursor"));
            paged.addAll(rows(page));
        }

        assertThat(paged).isEqualTo(whole).hasSize(4);
        assertThat(rows(scene.api.get(path + "/logs?status=failed")))
                .containsExactly(whole.get(1), whole.get(3));
        assertThat(rows(scene.api.get(path + "/logs?status=success")))
                .containsExactly(whole.get(0), whole.get(2));
    }

    private static List<String> rows(Answer page) {
        return page.json()
                .path("data")
                .valueStream()
                .map(row -> row.path("delivery_id") + " " + row.path("attempt_number"))
                .toList();
    }

    @Test
    void refusesWhatItCannotAnswer() {
        assertThat(scene.api.get(path + "/logs?status=odd").wrongMessage())
                .isEqualTo("status must be success or failed, not 'odd'");
        assertThat(scene.api.get(path + "/logs?cursor=odd").status()).isEqualTo(400);
        assertThat(scene.api.get("/api/v1/webhooks/wh_none/logs").status()).isEqualTo(404);
        assertThat(scene.api.get(path + "/logs").json().path("data")).isEmpty();
    }

    @Test
    void listsDeliveriesWithStatusErrorAnswerAndRetries() {
        Reports delivered = retried(now);
        Reports failed = Reports.ofDeliveryTo(scene.webhook, now.plusSeconds(1));
        scene.tell(Topic.DELIVERIES, failed.queued());
        scene.tell(Topic.ATTEMPTS, failed.failed(1));
        Reports waiting = Reports.ofDeliveryTo(scene.webhook, now.plusSeconds(2));
        scene.tell(Topic.DELIVERIES, waiting.queued());
        scene.tell(Topic.ATTEMPTS, waiting.retrying(1));
        scene.awaitState(delivered, "delivered");
        scene.awaitState(failed, "failed");
        HistoryScene.soon()
                .until(() -> scene.delivery(waiting).json().path("attempt_count").asInt() == 1);

        JsonNode data = scene.api.get(path + "/deliveries?page=1&limit=20").json().path("data");

        assertThat(data.path(0).path("status").asString()).isEqualTo("pending");
        assertThat(data.path(0).path("response_code").asInt()).isEqualTo(500);
        assertThat(data.path(0).path("response_body").asString()).isEqualTo("answer\uFFFD 1");
        assertThat(data.path(0).path("error").asString()).isEqualTo("the endpoint answered 500");
        assertThat(data.path(0).path("retry_count").asInt()).isZero();
        assertThat(data.path(1).path("status").asString()).isEqualTo("failed");
        assertThat(data.path(1).path("response_code").isNull()).isTrue();
        assertThat(data.path(1).path("error").asString()).isEqualTo("connection refused");
        assertThat(data.path(2).path("status").asString()).isEqualTo("delivered");
        assertThat(data.path(2).path("response_code").asInt()).isEqualTo(200);
        assertThat(data.path(2).path("error").isNull()).isTrue();
        assertThat(data.path(2).path("retry_count").asInt()).isEqualTo(1);
        assertThat(
                        scene.api
                                .get(path + "/deliveries?status=failed")
                                .json()
                                .at("/data/0/id")
                                .asString())
                .isEqualTo(failed.id());
    }
}
