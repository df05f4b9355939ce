package io.postrider.runtime.kafka;

import static org.awaitility.Awaitility.await;

import io.postrider.model.EventSelection;
import io.postrider.model.EventTypePattern;
import io.postrider.model.FormatName;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.TenantId;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.model.wire.WireRecord;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** A {@code subscriptions} topic of its own, and who writes it. */
final class SubscriptionsTopic implements AutoCloseable {

    private final KafkaClients clients;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String name = "t" + UUID.randomUUID() + ".subscriptions";

    SubscriptionsTopic(String bootstrapServers) {
        KafkaProperties properties = new KafkaProperties();
        properties.setBootstrapServers(List.of(bootstrapServers));
        properties
                .getProperties()
                .putAll(
                        Map.of(
                                "reconnect.backoff.max.ms", "200",
                                "default.api.timeout.ms", "10000"));
        properties.getConsumer().getProperties().put("default.api.timeout.ms", "1000");
        clients = new KafkaClients(properties, 1024 * 1024);
        producer = clients.producer(Map.of());
    }

    String name() {
        return name;
    }

    KafkaClients clients() {
        return clients;
    }

    SubscriptionsTopic create(int partitions) {
        try (Admin admin = clients.admin()) {
            NewTopic topic =
                    new NewTopic(name, partitions, (short) 1)
                            .configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(topic)).all().get();
            await().until(() -> admin.listTopics().names().get().contains(name));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    RecordMetadata subscribe(String id, long version) {
        return send(WireRecords.to(name, SubscriptionCodec.encode(snapshot(id, version))));
    }

    /** A snapshot under the key of another one. */
    void sendSnapshot(String key, String id, long version) {
        byte[] snapshot =
                SubscriptionCodec.encode(snapshot(id, version)).value().orElseThrow().bytes();
        send(new ProducerRecord<>(name, bytes(key), snapshot));
    }

    void unsubscribe(String id) {
        WireRecord tombstone = SubscriptionCodec.tombstone(new SubscriptionId(id));
        send(WireRecords.to(name, tombstone));
    }

    void sendRaw(@Nullable String key, @Nullable String value) {
        send(new ProducerRecord<>(name, bytes(key), bytes(value)));
    }

    private RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static SubscriptionSnapshot snapshot(String id, long version) {
        return new SubscriptionSnapshot(
                new SubscriptionId(id),
                TenantId.DEFAULT,
                URI.create("https://example.com/hook"),
                true,
                Optional.empty(),
                new EventSelection(Set.of(new EventTypePattern("*")), Optional.empty()),
                List.of("sealed"),
                RetrySchedule.STANDARD,
                Duration.ofSeconds(15),
                Optional.empty(),
                FormatName.STANDARD,
                Map.of(),
                Map.of(),
                version);
    }

    @Override
    public void close() {
        producer.close();
    }
}
