package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Payload;
import io.postrider.model.SubscriptionId;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.testing.Patience;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A database that was restored, and a topic that says something else. */
class RepublicationIT {

    private final String prefix = "republish" + UUID.randomUUID() + ".";
    private final String bootstrapServers = RealKafka.shared().bootstrapServers();
    private final RealPostgres.Database database = RealPostgres.shared().newDatabase();
    private final TopicProbe kafka = new TopicProbe(bootstrapServers);

    @AfterEach
    void close() {
        kafka.close();
    }

    private RunningService start() {
        return RunningService.start(bootstrapServers, database, prefix).awaitReady();
    }

    private static String create(RunningService service, String name) {
        return service.api()
                .post(
                        "/api/v1/webhooks",
                        "{\"url\":\"https://example.com\",\"events\":[\"*\"],\"name\":\"%s\"}"
                                .formatted(name))
                .text("id");
    }

    /** By id: the version of the latest snapshot, or what else the record is. */
    private Map<String, String> published() {
        Map<String, String> latest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.all(prefix + "subscriptions")) {
            latest.put(
                    new String(record.key(), StandardCharsets.UTF_8),
                    record.value() == null
                            ? "deleted"
                            : "v" + SubscriptionCodec.decode(WireRecords.of(record)).version());
        }
        return latest;
    }

    @Test
    void aStartMakesTheTopicSayWhatTheDatabaseSays() {
        String unknown = "wh_" + UUID.randomUUID().toString().replace("-", "");
        String changed;
        String missing;
        String same;
        try (RunningService before = start()) {
            changed = create(before, "changed");
            missing = create(before, "missing");
            same = create(before, "same");
            before.api().patch("/api/v1/webhooks/" + changed, "{\"name\":\"later\"}");
            Patience.await()
                    .untilAsserted(() ->
                            assertThat(published())
                                    .containsEntry(changed, "v2")
                                    .containsEntry(missing, "v1")
                                    .containsEntry(same, "v1"));
            before.bean(JdbcClient.class)
                    .sql("UPDATE subscriptions SET version = 1 WHERE id = :id")
                    .param("id", changed)
                    .update();
        }
        String topic = prefix + Topic.SUBSCRIPTIONS.shortName();
        kafka.write(topic, SubscriptionCodec.tombstone(new SubscriptionId(missing)));
        kafka.write(topic, renamed(topic, same, unknown));

        try (RunningService after = start()) {
            Patience.await()
                    .untilAsserted(() ->
                            assertThat(published())
                                    .containsEntry(changed, "v1")
                                    .containsEntry(missing, "v1")
                                    .containsEntry(same, "v1")
                                    .containsEntry(unknown, "deleted"));
            assertThat(republish(after)).isEqualTo("{\"published\":0,\"withdrawn\":0}");
            kafka.write(topic, SubscriptionCodec.tombstone(new SubscriptionId(missing)));

            assertThat(republish(after)).isEqualTo("{\"published\":1,\"withdrawn\":0}");
            Patience.await()
                    .untilAsserted(() -> assertThat(published()).containsEntry(missing, "v1"));
        }
    }

    private static String republish(RunningService service) {
        return service.api().post("/api/v1/pipeline/republish", "").json().toString();
    }

    /** The snapshot of a webhook that the database has not. */
    private WireRecord renamed(String topic, String id, String other) {
        List<ConsumerRecord<byte[], byte[]>> all = kafka.all(topic);
        WireRecord sample =
                all.stream()
                        .filter(record ->
                                new String(record.key(), StandardCharsets.UTF_8).equals(id))
                        .map(WireRecords::of)
                        .toList()
                        .getLast();
        String value = sample.value().orElseThrow().text().replace(id, other);
        return WireRecord.of(other, sample.headers(), Payload.of(value));
    }
}
