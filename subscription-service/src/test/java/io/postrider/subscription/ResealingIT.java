package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.topic.Topic;
import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.Patience;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Another key for secrets, without a pause. */
class ResealingIT {

    private final String prefix = "reseal" + UUID.randomUUID() + ".";
    private static final String SECRET = "whsec_c2VjcmV0LXRoYXQtbm9ib2R5LWlzLXRvLXNlZQ==";
    private static final String HEADER = "header-that-nobody-is-to-see";
    private static final String TOKEN = "token-that-nobody-is-to-see";
    private static final String NEW_KEY = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";
    private static final String[] BOTH = {
        "--postrider.secrets.keys.k2=" + NEW_KEY, "--postrider.secrets.sealing-key=k2"
    };
    private static final int WEBHOOKS = 450;

    private final RealPostgres.Database database = RealPostgres.shared().newDatabase();

    private RunningService start(String... more) {
        return RunningService.start(RealKafka.shared().bootstrapServers(), database, prefix, more)
                .awaitReady();
    }

    private static Answer create(ApiClient api) {
        return api.post(
                "/api/v1/webhooks",
                """
                {"url":"https://example.com/a","events":["a.b"],"secret":"%s",
                 "headers":{"X-Token":"%s"},
                 "authentication":{"type":"bearer","token":"%s"}}
                """
                        .formatted(SECRET, HEADER, TOKEN));
    }

    private static long sealedWith(RunningService service, String key) {
        return service.bean(JdbcClient.class)
                .sql(
                        """
                        SELECT count(*) FROM subscriptions
                        WHERE starts_with(sealed_secrets[1], :prefix)
                          AND starts_with(sealed_header_values[1], :prefix)
                          AND starts_with(
                              access_values[array_position(access_names, 'authentication.token')],
                              :prefix)
                        """)
                .param("prefix", "v1." + key + ".")
                .query(Long.class)
                .single();
    }

    private static void awaitResealed(RunningService service, long count) {
        Patience.await().until(() -> sealedWith(service, "k2") == count);
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    @Test
    void sealsAnewInTheBackgroundAndNeedsTheOldKeyNoMore(@TempDir Path directory)
            throws IOException {
        String webhook;
        try (RunningService before = start()) {
            webhook = create(before.api()).text("id");
            assertThat(IntStream.range(1, WEBHOOKS).map(_ -> create(before.api()).status()))
                    .containsOnly(201);
            assertThat(sealedWith(before, "k1")).isEqualTo(WEBHOOKS);
        }

        try (RunningService both = start(BOTH);
                TopicProbe kafka = new TopicProbe(RealKafka.shared().bootstrapServers())) {
            awaitResealed(both, WEBHOOKS);

            Answer read = both.api().get("/api/v1/webhooks/" + webhook);
            assertThat(read.json().path("version").asInt()).isEqualTo(1);
            List<ConsumerRecord<byte[], byte[]>> snapshots =
                    kafka.await(
                            both.topic(Topic.SUBSCRIPTIONS),
                            WEBHOOKS,
                            it -> text(it).contains("v1.k2."));
            assertThat(snapshots).hasSize(WEBHOOKS);
            assertThat(snapshots)
                    .allSatisfy(it ->
                            assertThat(text(it)).doesNotContain(HEADER).doesNotContain("c2VjcmV0"));
            assertNoted(both);
        }

        Path file = Files.writeString(directory.resolve("keys"), "k2: " + NEW_KEY);
        try (RunningService after =
                start("--postrider.secrets.file=" + file, "--postrider.secrets.keys.k1=")) {
            Answer rotated =
                    after.api()
                            .post(
                                    "/api/v1/webhooks/" + webhook + "/regenerate-secret",
                                    "{\"overlap\":\"1h\"}");
            assertThat(rotated.status()).as(rotated.toString()).isEqualTo(200);
        }
    }

    private static void assertNoted(RunningService service) {
        Patience.await()
                .untilAsserted(() -> {
                    Answer log = service.api().get("/api/v1/audit?action=secrets.resealed");
                    assertThat(log.json().path("data"))
                            .as(log.toString())
                            .anySatisfy(act -> {
                                assertThat(act.path("resource_id").asString()).isEqualTo("k2");
                                assertThat(act.path("after").path("webhooks").asInt()).isPositive();
                            });
                });
    }

    /** As after a kill in the middle of it. */
    @Test
    void goesOnWhereItWasEnded() {
        try (RunningService before = start()) {
            assertThat(create(before.api()).status()).isEqualTo(201);
        }
        try (RunningService both = start(BOTH)) {
            assertThat(create(both.api()).status()).isEqualTo(201);
            awaitResealed(both, 2);
        }
        try (RunningService again = start(BOTH)) {
            awaitResealed(again, 2);
            assertThat(again.api().get("/api/v1/audit?action=webhook.updated").json().path("data"))
                    .isEmpty();
        }
    }
}
