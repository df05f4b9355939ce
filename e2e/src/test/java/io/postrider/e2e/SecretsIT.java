package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Receiver;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is secret shows where it has to, once, and nowhere else. */
@UsesRestartedPostrider
class SecretsIT {

    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final String OWN = "c2VjcmV0LXRoYXQtbm9ib2R5LWlzLXRvLXNlZQ";
    private static final String OWN_IN_THE_CLEAR = "secret-that-nobody-is-to-see";
    private static final String HEADER = "header-value-that-nobody-is-to-see";

    /** What must not be found, and what was looked through. */
    private static final class Search {

        private final List<String> secrets =
                new ArrayList<>(List.of(OWN, OWN_IN_THE_CLEAR, HEADER));
        private final List<String> found = new ArrayList<>();
        private int looked;

        void hide(String secret) {
            assertThat(secret).hasSizeGreaterThan(20);
            secrets.add(secret);
        }

        void in(String where, String text) {
            looked++;
            secrets.stream()
                    .filter(text::contains)
                    .forEach(secret -> found.add(where + " has " + secret));
        }

        void in(String where, byte[] bytes) {
            in(where, new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void aFullRunLeavesNoSecretInTheClear() throws Exception {
        Search search = new Search();
        Postrider postrider = RestartedPostrider.running();
        try (Receiver receiver = Receiver.start()) {
            Api api = postrider.api();
            List<String> answers = run(api, receiver, search);
            answers.forEach(answer -> search.in("an answer", answer));
            List<ConsumerRecord<byte[], byte[]>> records = records(postrider.bootstrapServers());
            assertThat(records).hasSizeGreaterThan(8);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                search.in(record.topic(), record.value() == null ? new byte[0] : record.value());
                record.headers().forEach(header -> search.in(record.topic(), header.value()));
            }
            assertThat(postrider.process().terminate(LONGEST)).isEqualTo(143);
            search.in("the output", postrider.process().output());
        }
        try (Stream<Path> files = Files.walk(postrider.data())) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> search.in(file.toString(), read(file)));
        }

        assertThat(search.found).isEmpty();
        assertThat(search.looked).isGreaterThan(200);
    }

    /** Creates, delivers, fails, rotates, reads; returns what need not show a secret. */
    private static List<String> run(Api api, Receiver receiver, Search search) {
        Api.Answer key =
                api.post("/api/v1/api-keys", Map.of("name", "n", "scopes", List.of("admin")));
        search.hide(key.body().get("key").asString().substring(16));
        api.post("/api/v1/session", Map.of("api_key", key.body().get("key").asString()));
        JsonNode webhook =
                api.createWebhook(
                        Map.of(
                                "url",
                                receiver.url("/hook"),
                                "events",
                                List.of("order.created", "secret.rotated"),
                                "secret",
                                "whsec_" + OWN + "==",
                                "headers",
                                Map.of("X-Token", HEADER)));
        String path = "/api/v1/webhooks/" + webhook.get("id").asString();
        api.post("/api/v1/events", Map.of("type", "order.created"));
        await().atMost(LONGEST).until(() -> !receiver.received("/hook").isEmpty());
        assertThat(receiver.received("/hook").getFirst().headers().toString()).contains(HEADER);
        Api.Answer rotated = api.post(path + "/regenerate-secret", Map.of("overlap", "1h"));
        search.hide(rotated.body().get("secret").asString().substring("whsec_".length()));
        await().atMost(LONGEST).until(() -> receiver.received("/hook").size() > 1);
        Api.Answer again = api.post(path + "/regenerate-secret", Map.of());
        search.hide(again.body().get("secret").asString().substring("whsec_".length()));
        List<String> answers = new ArrayList<>();
        answers.add(
                api.post(path + "/regenerate-secret", Map.of("secret", "short")).body().toString());
        answers.add(api.post(path + "/test", Map.of("a", 1)).body().toString());
        await().atMost(LONGEST)
                .until(() -> api.deliveries(webhook.get("id").asString()).size() > 2);
        for (String read :
                List.of(
                        path,
                        path + "/deliveries",
                        path + "/logs",
                        "/api/v1/webhooks",
                        "/api/v1/api-keys",
                        "/api/v1/audit",
                        "/actuator/health")) {
            answers.add(api.getOk(read).toString());
        }
        return answers;
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String bootstrapServers) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> all =
                    consumer.listTopics().entrySet().stream()
                            .filter(topic -> topic.getKey().startsWith("postrider."))
                            .flatMap(topic -> topic.getValue().stream())
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                consumer.poll(Duration.ofMillis(500)).forEach(found::add);
            }
        }
        return found;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
