package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.RateLimit;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.signature.SecretBox;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.runtime.config.SecretProperties;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.testing.Patience;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Order(1) // takes longest
class OutboxIT {

    private final String prefix = "outbox-" + UUID.randomUUID() + ".";
    private final String bootstrapServers = RealKafka.shared().bootstrapServers();
    private final RealPostgres.Database database = RealPostgres.shared().newDatabase();
    private final TopicProbe kafka = new TopicProbe(bootstrapServers);
    private final List<RunningService> running = new ArrayList<>();

    private RunningService start() {
        RunningService service = RunningService.start(bootstrapServers, database, prefix);
        running.add(service);
        return service.awaitReady();
    }

    @AfterEach
    void stop() {
        running.forEach(RunningService::close);
        kafka.close();
    }

    private static String create(RunningService service) {
        return service.api()
                .post("/api/v1/webhooks", "{\"url\":\"https://example.com\",\"events\":[\"*\"]}")
                .text("id");
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private List<String> changesOf(String id, int count) {
        return kafka
                .await(prefix + "subscriptions", count, record -> key(record).equals(id))
                .stream()
                .map(record ->
                        record.value() == null
                                ? "deleted"
                                : "v" + SubscriptionCodec.decode(WireRecords.of(record)).version())
                .toList();
    }

    @Test
    void tellsOfEveryChangeInOrder() {
        RunningService service = start();
        String id = create(service);
        for (int i = 0; i < 20; i++) {
            service.api().patch("/api/v1/webhooks/" + id, "{\"name\":\"n" + i + "\"}");
        }
        service.api().delete("/api/v1/webhooks/" + id);

        List<String> changes = changesOf(id, 22);

        assertThat(changes.getFirst()).isEqualTo("v1");
        assertThat(changes.get(20)).isEqualTo("v21");
        assertThat(changes.getLast()).isEqualTo("deleted");
        assertThat(changes).doesNotHaveDuplicates();
    }

    @Test
    void tellsOfTheRateLimitAndOfItsEnd() {
        RunningService service = start();
        String id = create(service);
        String path = "/api/v1/webhooks/" + id;
        service.api().patch(path, "{\"rate_limit\":{\"deliveries\":5,\"period\":\"10s\"}}");
        service.api().patch(path, "{\"rate_limit\":null}");

        assertThat(
                        kafka
                                .await(
                                        service.topic(Topic.SUBSCRIPTIONS),
                                        3,
                                        record -> key(record).equals(id))
                                .stream()
                                .map(WireRecords::of)
                                .map(SubscriptionCodec::decode)
                                .map(SubscriptionSnapshot::rateLimit))
                .containsExactly(
                        Optional.empty(),
                        Optional.of(new RateLimit(5, Duration.ofSeconds(10))),
                        Optional.empty());
    }

    @Test
    void sealsTheSecret() {
        RunningService service = start();
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        String id =
                service.api()
                        .post(
                                "/api/v1/webhooks",
                                "{\"url\":\"https://example.com\",\"events\":[\"*\"],\"secret\":\"%s\"}"
                                        .formatted(secret))
                        .text("id");

        ConsumerRecord<byte[], byte[]> record =
                kafka.await(service.topic(Topic.SUBSCRIPTIONS), 1, r -> key(r).equals(id))
                        .getFirst();

        assertThat(new String(record.value(), StandardCharsets.UTF_8))
                .doesNotContain(secret.substring(6));
        SubscriptionSnapshot snapshot = SubscriptionCodec.decode(WireRecords.of(record));
        SecretBox box = service.bean(SecretProperties.class).toSecretBox(new SecureRandom());
        assertThat(box.open(snapshot.secrets().getFirst(), id)).isEqualTo(secret);
        assertThat(
                        service.bean(JdbcClient.class)
                                .sql("SELECT sealed_secrets::text FROM subscriptions")
                                .query(String.class)
                                .single())
                .doesNotContain(secret.substring(6));
    }

    /** A process that dies after the commit leaves its rows to the next one. */
    @Test
    void takesUpWhatACrashHasLeft() {
        RunningService first = start();
        String id = create(first);
        changesOf(id, 1);
        byte[] left = {'{', '}'};
        first.close();
        JdbcClient jdbc = database();
        for (int i = 0; i < 3; i++) {
            leave("wh_left" + i, left, null);
        }
        jdbc.sql("INSERT INTO outbox (subscription_id) VALUES ('wh_left0')").update();

        RunningService second = start();

        assertThat(
                        kafka
                                .await(
                                        second.topic(Topic.SUBSCRIPTIONS),
                                        4,
                                        record -> key(record).startsWith("wh_left"))
                                .stream()
                                .filter(record -> key(record).equals("wh_left0"))
                                .map(record -> record.value() == null))
                .containsExactly(false, true);
        Patience.await().until(() -> left(second) == 0);
    }

    @Test
    void setsAsideWhatKafkaNeverTakesAndTellsTheRest() {
        RunningService first = start();
        String id = create(first);
        changesOf(id, 1);
        first.close();
        byte[] snapshot = {'{', '}'};
        byte[] tooLarge = new byte[2 * 1024 * 1024];
        byte[] noEvent = {'{', '}'};
        leave("wh_left0", snapshot, null);
        leave("wh_large", tooLarge, null);
        leave("wh_left1", snapshot, null);
        leave("wh_about", null, noEvent);
        leave("wh_left2", snapshot, null);

        RunningService second = start();

        assertThat(
                        kafka
                                .await(
                                        second.topic(Topic.SUBSCRIPTIONS),
                                        3,
                                        record -> key(record).startsWith("wh_left"))
                                .stream()
                                .map(OutboxIT::key))
                .containsExactly("wh_left0", "wh_left1", "wh_left2");
        Patience.await().until(() -> left(second) == 0);
        assertThat(
                        database()
                                .sql(
                                        "SELECT subscription_id || ': ' || reason FROM"
                                                + " outbox_set_aside ORDER BY id")
                                .query(String.class)
                                .list())
                .satisfiesExactly(
                        large -> assertThat(large).startsWith("wh_large: ").contains("larger than"),
                        event -> assertThat(event).startsWith("wh_about: ").contains("'id'"));
        changesOf(create(second), 1);
        second.awaitReady();
    }

    private void leave(String id, byte @Nullable [] snapshot, byte @Nullable [] event) {
        database()
                .sql(
                        "INSERT INTO outbox (subscription_id, snapshot, event)"
                                + " VALUES (:id, :snapshot, :event)")
                .param("id", id)
                .param("snapshot", snapshot, Types.BINARY)
                .param("event", event, Types.BINARY)
                .update();
    }

    @Test
    void letsOneOfSeveralInstancesWriteAndAnotherTakeOver() {
        RunningService first = start();
        RunningService second = start();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ids.add(create(i % 2 == 0 ? first : second));
        }
        kafka.await(prefix + "subscriptions", 10, record -> ids.contains(key(record)));

        first.close();
        running.remove(first);
        String later = create(second);

        assertThat(changesOf(later, 1)).containsExactly("v1");
        assertThat(kafka.all(prefix + "subscriptions").stream().map(OutboxIT::key))
                .doesNotHaveDuplicates()
                .hasSize(11);
    }

    private JdbcClient database() {
        return JdbcClient.create(
                new org.springframework.jdbc.datasource.DriverManagerDataSource(
                        database.jdbcUrl(), database.username(), database.password()));
    }

    private static int left(RunningService service) {
        return service.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM outbox")
                .query(Integer.class)
                .single();
    }
}
