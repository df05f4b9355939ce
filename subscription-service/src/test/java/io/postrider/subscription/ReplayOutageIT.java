package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.topic.Topic;
import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.Patience;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

@Order(1) // takes longest
class ReplayOutageIT {

    private static final String REPLAYS = "/api/v1/dead-letters/replays";
    private static final int LETTERS = 3;

    private static void letters(RunningService service, TopicProbe kafka) {
        ApiClient api = service.api();
        String webhook =
                api.post("/api/v1/webhooks", "{\"url\":\"https://example.com\",\"events\":[\"*\"]}")
                        .text("id");
        Instant then = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        Stream.generate(() -> Reports.ofDeliveryTo(webhook, then))
                .limit(LETTERS)
                .forEach(letter -> {
                    kafka.write(service.topic(Topic.DELIVERIES), letter.queued());
                    kafka.write(service.topic(Topic.ATTEMPTS), letter.failed(1));
                    kafka.write(service.topic(Topic.DEAD_LETTERS), letter.deadLetter(1));
                });
        Patience.await()
                .until(() -> api.get("/api/v1/dead-letters").json().path("data").size() == LETTERS);
    }

    private static String begin(ApiClient api) {
        Answer begun = api.post(REPLAYS, "{\"all\":true,\"rate\":1}");
        assertThat(begun.status()).as(begun.toString()).isEqualTo(202);
        return REPLAYS + "/" + begun.text("id");
    }

    private static void awaitDone(ApiClient api, String replay) {
        Patience.await().until(() -> api.get(replay).text("state").equals("done"));
        Answer done = api.get(replay);
        assertThat(done.json().path("failed").asInt()).as(done.toString()).isZero();
        assertThat(done.json().path("problem").isNull()).as(done.toString()).isTrue();
        assertThat(api.get("/api/v1/dead-letters").json().path("data")).isEmpty();
    }

    @Test
    void waitsForKafkaAndGoesOn() {
        try (RealKafka.Own broker = RealKafka.startOwn();
                TopicProbe kafka = new TopicProbe(broker.bootstrapServers());
                RunningService service =
                        RunningService.start(
                                broker.bootstrapServers(),
                                RealPostgres.shared().newDatabase(),
                                "replaynokafka.",
                                "--postrider.intake.kafka-timeout=4s")) {
            ApiClient api = service.awaitReady().api();
            letters(service, kafka);

            broker.stop();
            String replay = begin(api);
            Patience.await().until(() -> api.get(replay).text("problem").contains("Kafka"));
            assertThat(api.get(replay).text("state")).isEqualTo("running");
            assertThat(api.get(replay).json().path("replayed").asInt()).isZero();
            broker.start();

            awaitDone(api, replay);
            assertThat(api.get(replay).json().path("replayed").asInt()).isEqualTo(LETTERS);
        }
    }

    @Test
    void waitsForPostgresAndGoesOn() {
        try (RealPostgres.Own postgres = RealPostgres.startOwn();
                TopicProbe kafka = new TopicProbe(RealKafka.shared().bootstrapServers());
                RunningService service =
                        RunningService.start(
                                RealKafka.shared().bootstrapServers(),
                                postgres.newDatabase(),
                                "replaynodb.")) {
            ApiClient api = service.awaitReady().api();
            letters(service, kafka);
            String replay = begin(api);

            postgres.stop();
            postgres.start();
            service.awaitReady();

            awaitDone(api, replay);
        }
    }
}
