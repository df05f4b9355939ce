package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.topic.Topic;
import io.postrider.subscription.ApiClient.Answer;
import io.postrider.subscription.analytics.Rollup;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

class AnalyticsIT {

    private static @Nullable RunningService service;

    /** Merges only when a test does. */
    @BeforeAll
    static void start() {
        service =
                RunningService.start(
                                RealKafka.shared().bootstrapServers(),
                                RealPostgres.shared().newDatabase(),
                                "figures.",
                                "--postrider.analytics.merge-interval=10m")
                        .awaitReady();
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(service).close();
    }

    private final HistoryScene scene = new HistoryScene(Objects.requireNonNull(service));

    /** So long ago that all that is told of it is over. */
    private final Instant now = Instant.now().minusSeconds(30).truncatedTo(ChronoUnit.MILLIS);

    private final String path = "/api/v1/webhooks/" + scene.webhook;

    @AfterEach
    void close() {
        scene.close();
    }

    /** One delivered, one delivered after a retry, one failed for good. */
    private void tellOfThree() {
        Reports first = Reports.ofDeliveryTo(scene.webhook, now);
        Reports second = Reports.ofDeliveryTo(scene.webhook, now);
        Reports third = Reports.ofDeliveryTo(scene.webhook, now);
        scene.tell(Topic.DELIVERIES, first.queued());
        scene.tell(Topic.ATTEMPTS, first.delivered(1));
        scene.tell(Topic.DELIVERIES, second.queued());
        scene.tell(Topic.ATTEMPTS, second.retrying(1));
        scene.tell(Topic.DELIVERIES, second.released(1));
        scene.tell(Topic.ATTEMPTS, second.delivered(2));
        scene.tell(Topic.DELIVERIES, third.queued());
        scene.tell(Topic.ATTEMPTS, third.failed(1));
        scene.tell(Topic.DEAD_LETTERS, third.deadLetter(1));
        scene.awaitState(first, "delivered");
        scene.awaitState(second, "delivered");
        scene.awaitDeadLetter(third);
    }

    private void merge() {
        scene.service.bean(Rollup.class).merge(Instant.now());
    }

    private static void assertThree(JsonNode figures) {
        assertThat(figures.path("events").asInt()).isEqualTo(3);
        assertThat(figures.path("delivered").asInt()).isEqualTo(2);
        assertThat(figures.path("failed").asInt()).isEqualTo(1);
        assertThat(figures.path("success_rate").asDouble()).isEqualTo(0.6667);
        assertThat(figures.path("attempts").asInt()).isEqualTo(4);
        assertThat(figures.path("error_rate").asDouble()).isEqualTo(0.5);
        assertThat(figures.path("errors").path("http_5xx").asInt()).isEqualTo(1);
        assertThat(figures.path("errors").path("connection_refused").asInt()).isEqualTo(1);
        assertThat(figures.path("failures").path("exhausted").asInt()).isEqualTo(1);
        assertThat(figures.path("retries").asInt()).isEqualTo(1);
        assertThat(figures.path("retry_rate").asDouble()).isEqualTo(0.25);
        assertThat(figures.path("rate_limit_hits").path("endpoint").asInt()).isZero();
        assertThat(figures.path("response_time_ms").path("average").asDouble()).isEqualTo(40);
        assertThat(figures.path("response_time_ms").path("p99").asDouble()).isBetween(36.0, 44.0);
    }

    @Test
    void tellsTheSameBeforeAndAfterWhatWasCountedIsMerged() {
        tellOfThree();
        assertThree(scene.api.get(path + "/statistics").json());

        merge();
        assertThree(scene.api.get(path + "/statistics").json());
        Instant hourAgo = now.minus(Duration.ofHours(1));
        assertThree(scene.api.get(path + "/statistics?from=" + hourAgo).json());
        merge();
        assertThree(scene.api.get(path + "/analytics?interval=day").json().path("total"));
        assertThat(
                        scene.service
                                .bean(JdbcClient.class)
                                .sql("SELECT count(*) FROM analytics_new")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void countsNothingTwiceThatIsToldTwice() {
        tellOfThree();
        Reports late = Reports.ofDeliveryTo(scene.webhook, now);
        for (int i = 0; i < 3; i++) {
            scene.tell(Topic.ATTEMPTS, late.delivered(1));
            scene.awaitState(late, "delivered");
            scene.tell(Topic.DELIVERIES, late.queued());
            HistoryScene.soon()
                    .until(() -> scene.delivery(late).text("payload_status").equals("available"));
        }
        Reports last = Reports.ofDeliveryTo(scene.webhook, now);
        scene.tell(Topic.DELIVERIES, last.queued());
        scene.tell(Topic.ATTEMPTS, last.delivered(1));
        scene.awaitState(last, "delivered");

        JsonNode figures = scene.api.get(path + "/statistics").json();
        assertThat(figures.path("events").asInt()).isEqualTo(5);
        assertThat(figures.path("attempts").asInt()).isEqualTo(6);
        assertThat(figures.path("delivered").asInt()).isEqualTo(4);
    }

    @Test
    void tellsWhatHappenedInEachInterval() {
        tellOfThree();

        Answer answer =
                scene.api.get(
                        path
                                + "/analytics?interval=minute&from="
                                + now.minus(Duration.ofMinutes(3))
                                + "&to="
                                + now.plus(Duration.ofMinutes(3)));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThree(answer.json().path("total"));
        assertThat(answer.text("interval")).isEqualTo("minute");
        assertThat(answer.json().path("data").size()).isBetween(6, 7);
        assertThat(
                        answer.json()
                                .path("data")
                                .valueStream()
                                .filter(point ->
                                        point.path("at")
                                                .asString()
                                                .equals(
                                                        now.truncatedTo(ChronoUnit.MINUTES)
                                                                .toString()))
                                .mapToInt(point -> point.path("events").asInt())
                                .sum())
                .isEqualTo(3);
        assertThat(answer.json().at("/data/0/success_rate").isNull()).isTrue();
    }

    /** Reports are always of the default tenant's events. */
    @Test
    void addsUpAllWebhooksOfATenant() {
        long before = attemptsOf("?tenant=default");
        tellOfThree();
        HistoryScene other = new HistoryScene(scene.service);
        other.delivered();
        other.close();

        assertThat(attemptsOf("?tenant=default")).isEqualTo(before + 5);
        assertThat(attemptsOf("?tenant=nobody")).isZero();
        assertThat(attemptsOf("")).isEqualTo(before + 5);
    }

    private long attemptsOf(String query) {
        Answer answer = scene.api.get("/api/v1/analytics" + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        long attempts = answer.json().path("total").path("attempts").asLong();
        assertThat(scene.api.get("/api/v1/statistics" + query).json().path("attempts").asLong())
                .isEqualTo(attempts);
        return attempts;
    }

    @Test
    void refusesWhatItCannotTell() {
        assertThat(scene.api.get(path + "/analytics?interval=week").wrongMessage())
                .isEqualTo("interval must be minute, hour or day, not 'week'");
        assertThat(scene.api.get(path + "/analytics?from=yesterday").wrongField())
                .isEqualTo("from");
        assertThat(scene.api.get(path + "/analytics?to=-999999999-01-01T00:00:00Z").wrongField())
                .isEqualTo("to");
        assertThat(
                        scene.api
                                .get(path + "/analytics?interval=minute&from=2020-01-01T00:00:00Z")
                                .wrongField())
                .isEqualTo("interval");
        assertThat(scene.api.get("/api/v1/webhooks/wh_none/statistics").status()).isEqualTo(404);
        assertThat(scene.api.get("/api/v1/analytics?tenant=a%20b").wrongField())
                .isEqualTo("tenant");
    }

    @Test
    void forgetsFiguresThatArePastTheirTime() {
        tellOfThree();
        merge();
        Rollup rollup = scene.service.bean(Rollup.class);

        rollup.purge(now.plus(Duration.ofDays(3)));
        assertThat(
                        scene.api
                                .get(path + "/analytics?interval=minute")
                                .json()
                                .at("/total/attempts")
                                .asInt())
                .isZero();
        assertThree(scene.api.get(path + "/analytics?interval=hour").json().path("total"));

        rollup.purge(now.plus(Duration.ofDays(31)));
        assertThat(
                        scene.api
                                .get(path + "/analytics?interval=hour")
                                .json()
                                .at("/total/attempts")
                                .asInt())
                .isZero();
    }

    @Test
    void keepsHistoryThatHasNoFigures() {
        Reports ancient = Reports.ofDeliveryTo(scene.webhook, now.minus(Duration.ofDays(400)));
        scene.tell(Topic.DELIVERIES, ancient.queued());
        scene.tell(Topic.ATTEMPTS, ancient.delivered(1));
        scene.awaitState(ancient, "delivered");

        assertThat(
                        scene.api
                                .get(path + "/statistics?from=2020-01-01T00:00:00Z")
                                .json()
                                .path("attempts")
                                .asInt())
                .isZero();
    }
}
