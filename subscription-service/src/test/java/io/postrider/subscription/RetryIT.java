package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery;
import io.postrider.model.Progress;
import io.postrider.model.topic.Topic;
import io.postrider.subscription.ApiClient.Answer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

@UsesSharedService
class RetryIT {

    private final HistoryScene scene = new HistoryScene(SharedService.SERVICE);

    @AfterEach
    void close() {
        scene.close();
    }

    private Answer retry(Reports reports) {
        return scene.api.post("/api/v1/deliveries/" + reports.id() + "/retry", "");
    }

    @Test
    void sendsADeliveredOneAgainAsTheSameDelivery() {
        Reports reports = scene.delivered();

        Answer retried = retry(reports);

        assertThat(retried.status()).as(retried.toString()).isEqualTo(202);
        assertThat(retried.text("state")).isEqualTo("pending");
        assertThat(retried.json().path("replays").asInt()).isEqualTo(1);
        Delivery again = scene.queued(2).getLast();
        assertThat(again)
                .isEqualTo(
                        reports.delivery()
                                .withProgress(
                                        new Progress(1, 1, 1, Optional.empty(), Optional.empty())));
        assertThat(scene.delivery(reports).text("state")).isEqualTo("pending");

        scene.tell(Topic.ATTEMPTS, new Reports(again).delivered(2));
        scene.awaitState(reports, "delivered");
        assertThat(scene.delivery(reports).json().path("attempts").size()).isEqualTo(2);
    }

    @Test
    void sendsADeliveredOneAgainOnceHoweverManyAskAtATime() {
        Reports reports = scene.delivered();

        List<Integer> answers;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            answers =
                    IntStream.range(0, 6)
                            .mapToObj(_ ->
                                    CompletableFuture.supplyAsync(
                                            () -> retry(reports).status(), callers))
                            .toList()
                            .stream()
                            .map(CompletableFuture::join)
                            .sorted()
                            .toList();
        }

        assertThat(answers).containsExactly(202, 409, 409, 409, 409, 409);
    }

    @Test
    void takesAFailedOneBackFromTheDeadLetters() {
        Reports reports = scene.deadLettered();

        Answer retried =
                scene.api.post(
                        "/api/v1/webhooks/%s/deliveries/%s/retry"
                                .formatted(scene.webhook, reports.id()),
                        "");

        assertThat(retried.status()).as(retried.toString()).isEqualTo(202);
        assertThat(scene.queued(2).getLast().progress().replays()).isEqualTo(1);
        scene.awaitState(reports, "pending");
        assertThat(scene.api.get("/api/v1/dead-letters/" + reports.id()).text("replayed_at"))
                .isNotEmpty();
    }

    @Test
    void saysWhyAPendingOneIsNotRetried() {
        Reports reports = Reports.ofDeliveryTo(scene.webhook);
        scene.tell(Topic.DELIVERIES, reports.queued());
        scene.awaitState(reports, "pending");
        Answer queued = retry(reports);
        assertThat(queued.status()).isEqualTo(409);
        assertThat(queued.text("detail")).contains("it is queued");

        scene.tell(Topic.ATTEMPTS, reports.retrying(1));
        HistoryScene.soon()
                .untilAsserted(() -> {
                    Answer waiting = retry(reports);
                    assertThat(waiting.status()).isEqualTo(409);
                    assertThat(waiting.text("detail"))
                            .contains("due at " + reports.after(1).plusSeconds(60));
                });
    }

    @Test
    void refusesWhatCannotBeRetried() {
        Reports reports = scene.delivered();
        HistoryScene other = new HistoryScene(SharedService.SERVICE);
        assertThat(
                        scene.api
                                .post(
                                        "/api/v1/webhooks/%s/deliveries/%s/retry"
                                                .formatted(other.webhook, reports.id()),
                                        "")
                                .status())
                .isEqualTo(404);
        other.close();
        assertThat(scene.api.post("/api/v1/deliveries/dlv_x/retry", "").status()).isEqualTo(404);

        scene.api.post("/api/v1/webhooks/" + scene.webhook + "/disable", "");
        Answer disabled = retry(reports);
        assertThat(disabled.status()).isEqualTo(409);
        assertThat(disabled.text("detail")).contains("enable it first");

        Reports cancelled = Reports.ofDeliveryTo(scene.webhook);
        scene.tell(Topic.ATTEMPTS, cancelled.cancelled(1));
        scene.awaitState(cancelled, "cancelled");
        assertThat(retry(cancelled).status()).isEqualTo(409);
    }
}
