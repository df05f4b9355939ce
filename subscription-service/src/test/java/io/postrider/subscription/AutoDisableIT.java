package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.topic.Topic;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

class AutoDisableIT {

    private static @Nullable RunningService service;

    @BeforeAll
    static void start() {
        service =
                RunningService.start(
                                RealKafka.shared().bootstrapServers(),
                                RealPostgres.shared().newDatabase(),
                                "autodisable.",
                                "--postrider.analytics.merge-interval=200ms",
                                "--postrider.auto-disable.failing-for=30m",
                                "--postrider.auto-disable.failed-deliveries=3")
                        .awaitReady();
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(service).close();
    }

    private final HistoryScene scene = new HistoryScene(Objects.requireNonNull(service));
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @AfterEach
    void close() {
        scene.close();
    }

    private void failAttempt(Duration later) {
        scene.tell(
                Topic.ATTEMPTS, Reports.ofDeliveryTo(scene.webhook, now.plus(later)).retrying(1));
    }

    private void failDelivery(Duration later) {
        Reports reports = Reports.ofDeliveryTo(scene.webhook, now.plus(later));
        scene.tell(Topic.ATTEMPTS, reports.failed(1));
        scene.tell(Topic.DEAD_LETTERS, reports.deadLetter(1));
    }

    private void succeed(Duration later) {
        scene.tell(
                Topic.ATTEMPTS, Reports.ofDeliveryTo(scene.webhook, now.plus(later)).delivered(1));
    }

    private boolean isActive() {
        return scene.api.get("/api/v1/webhooks/" + scene.webhook).json().path("active").asBoolean();
    }

    private String disabledReason() {
        return scene.api.get("/api/v1/webhooks/" + scene.webhook).text("disabled_reason");
    }

    private void awaitDisabled() {
        HistoryScene.soon().until(() -> !isActive());
    }

    private long failingRows() {
        return scene.service
                .bean(JdbcClient.class)
                .sql("SELECT count(*) FROM failing_webhooks WHERE subscription_id = ?")
                .param(scene.webhook)
                .query(Long.class)
                .single();
    }

    @Test
    void disablesWhatHasFailedForTheWholeTime() {
        failAttempt(Duration.ZERO);
        failAttempt(Duration.ofMinutes(20));
        HistoryScene.soon().until(() -> failingRows() == 1);
        assertThat(isActive()).isTrue();

        failAttempt(Duration.ofMinutes(32));

        awaitDisabled();
        assertThat(disabledReason())
                .isEqualTo(
                        "every attempt since %s has failed"
                                .formatted(now.plusSeconds(1).truncatedTo(ChronoUnit.MINUTES)));
    }

    @Test
    void leavesWhatSucceedsNowAndThen() {
        failAttempt(Duration.ZERO);
        HistoryScene.soon().until(() -> failingRows() == 1);
        succeed(Duration.ofMinutes(20));
        HistoryScene.soon().until(() -> failingRows() == 0);

        failAttempt(Duration.ofMinutes(40));
        HistoryScene.soon().until(() -> failingRows() == 1);
        failAttempt(Duration.ofMinutes(60));
        succeed(Duration.ofMinutes(61));
        HistoryScene.soon().until(() -> failingRows() == 0);

        assertThat(isActive()).isTrue();
    }

    @Test
    void disablesAfterSoManyDeliveriesInARow() {
        failDelivery(Duration.ZERO);
        failDelivery(Duration.ofMinutes(1));
        HistoryScene.soon().until(() -> failingRows() == 1);
        succeed(Duration.ofMinutes(2));
        HistoryScene.soon().until(() -> failingRows() == 0);
        failDelivery(Duration.ofMinutes(3));
        failDelivery(Duration.ofMinutes(4));
        HistoryScene.soon().until(() -> failingRows() == 1);
        assertThat(isActive()).isTrue();

        failDelivery(Duration.ofMinutes(5));

        awaitDisabled();
        assertThat(disabledReason()).startsWith("3 deliveries in a row have failed since ");
    }

    @Test
    void beginsAnewOnceItIsEnabledAgain() {
        for (int i = 0; i < 3; i++) {
            failDelivery(Duration.ofSeconds(i));
        }
        awaitDisabled();
        HistoryScene.soon().until(() -> failingRows() == 0);

        scene.api.post("/api/v1/webhooks/" + scene.webhook + "/enable", "");
        failDelivery(Duration.ofMinutes(6));
        HistoryScene.soon().until(() -> failingRows() == 1);
        failDelivery(Duration.ofMinutes(7));

        HistoryScene.soon()
                .until(() ->
                        scene.service
                                        .bean(JdbcClient.class)
                                        .sql(
                                                "SELECT failed_deliveries FROM failing_webhooks"
                                                        + " WHERE subscription_id = ?")
                                        .param(scene.webhook)
                                        .query(Long.class)
                                        .single()
                                == 2);
        assertThat(isActive()).isTrue();
    }
}
