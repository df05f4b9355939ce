package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.topic.Topic;
import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.Patience;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

@Order(1) // takes longest
class OutageIT {

    private static final String WEBHOOK = "{\"url\":\"https://example.com\",\"events\":[\"*\"]}";
    private static final String EVENT = "{\"type\":\"a.b\"}";

    private static ConditionFactory soon() {
        return Patience.await();
    }

    private static String create(ApiClient api) {
        return api.post("/api/v1/webhooks", WEBHOOK).text("id");
    }

    @Test
    void takesEventsInAndCatchesUpWithHistoryWhilePostgresIsAway() {
        try (RealPostgres.Own postgres = RealPostgres.startOwn();
                RunningService service =
                        RunningService.start(
                                RealKafka.shared().bootstrapServers(),
                                postgres.newDatabase(),
                                "nodb.");
                TopicProbe kafka = new TopicProbe(RealKafka.shared().bootstrapServers())) {
            ApiClient api = service.awaitReady().api();
            String webhook = create(api);
            kafka.await(service.topic(Topic.SUBSCRIPTIONS), 1, _ -> true);

            postgres.stop();
            Reports reports = Reports.ofDeliveryTo(webhook);
            kafka.write(service.topic(Topic.DELIVERIES), reports.queued());
            kafka.write(service.topic(Topic.ATTEMPTS), reports.delivered(1));

            assertThat(api.post("/api/v1/events", EVENT).status()).isEqualTo(202);
            Answer read = api.get("/api/v1/webhooks/" + webhook);
            assertThat(read.status()).isEqualTo(503);
            assertThat(read.isProblem()).as(read.toString()).isTrue();
            assertThat(read.header("Retry-After")).isPresent();
            Answer keyed =
                    api.send(
                            "POST",
                            "/api/v1/events",
                            EVENT,
                            "Content-Type",
                            "application/json",
                            "Idempotency-Key",
                            "k");
            assertThat(keyed.status()).isEqualTo(503);
            assertThat(api.get("/actuator/health/readiness").status()).isEqualTo(503);
            assertThat(api.get("/actuator/health/liveness").status()).isEqualTo(200);

            postgres.start();
            service.awaitReady();
            soon().until(() ->
                    api.get("/api/v1/deliveries/" + reports.id())
                            .text("state")
                            .equals("delivered"));
            create(api);
            kafka.await(service.topic(Topic.SUBSCRIPTIONS), 2, _ -> true);
        }
    }

    @Test
    void comesUpWithoutPostgresAndGoesOnWhenItIsThere() {
        try (RealPostgres.Own postgres = RealPostgres.startOwn()) {
            RealPostgres.Database database = postgres.newDatabase();
            postgres.stop();
            AtomicBoolean comesBack = new AtomicBoolean();
            CompletableFuture<Void> back =
                    CompletableFuture.runAsync(
                            () -> {
                                comesBack.set(true);
                                postgres.start();
                            },
                            CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS));
            try (RunningService service =
                    RunningService.start(
                            RealKafka.shared().bootstrapServers(), database, "latedb.")) {
                assertThat(comesBack).as("it has waited").isTrue();
                service.awaitReady();
            } finally {
                back.join();
            }
        }
    }

    @Test
    void refusesEventsInTimeAndKeepsChangesWhileKafkaIsAway() {
        try (RealKafka.Own broker = RealKafka.startOwn();
                RunningService service =
                        RunningService.start(
                                broker.bootstrapServers(),
                                RealPostgres.shared().newDatabase(),
                                "nokafka.",
                                "--postrider.intake.kafka-timeout=4s")) {
            ApiClient api = service.awaitReady().api();
            soon().until(() -> api.post("/api/v1/events", EVENT).status() == 202);

            broker.stop();
            long began = System.nanoTime();
            Answer refused = api.post("/api/v1/events", EVENT);
            // by itself the producer gives up after 30 s
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(20));
            assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(refused.isProblem()).isTrue();
            Answer keyed = withKey(api);
            assertThat(keyed.status()).isEqualTo(503);
            Answer created = api.post("/api/v1/webhooks", WEBHOOK);
            assertThat(created.status()).isEqualTo(201);
            assertThat(created.header("Postrider-In-Effect")).hasValue("false");
            String webhook = created.text("id");

            broker.start();
            soon().until(() -> withKey(api).status() == 202);
            assertThat(withKey(api).header("Idempotency-Replayed")).hasValue("true");
            try (TopicProbe kafka = new TopicProbe(broker.bootstrapServers())) {
                kafka.await(
                        service.topic(Topic.SUBSCRIPTIONS),
                        1,
                        record -> new String(record.key(), StandardCharsets.UTF_8).equals(webhook));
            }
            soon().untilAsserted(() ->
                    assertThat(api.post("/api/v1/webhooks", WEBHOOK).header("Postrider-In-Effect"))
                            .hasValue("true"));
            service.awaitReady();
        }
    }

    private static Answer withKey(ApiClient api) {
        return api.send(
                "POST",
                "/api/v1/events",
                EVENT,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "outage");
    }
}
