package io.postrider.dispatcher.kafka;

import static io.postrider.testing.Patience.await;

import io.postrider.dispatcher.DispatcherServiceApplication;
import io.postrider.dispatcher.SubscriptionBuilder;
import io.postrider.dispatcher.matching.SubscriptionIndex;
import io.postrider.model.Delivery;
import io.postrider.model.SubscriptionId;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.runtime.pipeline.Pipeline;
import io.postrider.testing.ContextStarts;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ConfigurableApplicationContext;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** A dispatcher with topics of its own, and what stands around it on Kafka. */
final class DispatcherUnderTest implements AutoCloseable {

    private static final Map<String, Object> QUICK_TO_NOTICE_A_RETURN =
            Map.of("reconnect.backoff.max.ms", 200);

    private final String bootstrapServers;
    private final String prefix;
    private final String instance;
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final KafkaClients clients;
    private final KafkaProducer<byte[], byte[]> upstream;
    private @Nullable ConfigurableApplicationContext context;

    private DispatcherUnderTest(String bootstrapServers, String prefix, String instance) {
        this.bootstrapServers = bootstrapServers;
        this.prefix = prefix;
        this.instance = instance;
        properties.put("spring.kafka.bootstrap-servers", bootstrapServers);
        properties.put("postrider.instance", instance);
        properties.put("postrider.topics.prefix", prefix);
        properties.put("postrider.topics.provision", true);
        properties.put("postrider.topics.retry-tiers", "1s");
        for (String topic : List.of("events", "deliveries", "attempts", "retry", "dead-letters")) {
            properties.put("postrider.topics.partitions." + topic, 2);
        }
        KafkaProperties kafka = new KafkaProperties();
        kafka.setBootstrapServers(List.of(bootstrapServers));
        clients = new KafkaClients(kafka, 10 * 1024 * 1024);
        upstream = clients.producer(QUICK_TO_NOTICE_A_RETURN);
    }

    static DispatcherUnderTest on(String bootstrapServers) {
        return new DispatcherUnderTest(
                bootstrapServers, "t" + UUID.randomUUID() + ".", "dispatcher-1");
    }

    /** Another instance of the same deployment. */
    DispatcherUnderTest another() {
        DispatcherUnderTest other =
                new DispatcherUnderTest(bootstrapServers, prefix, instance + "-more");
        other.properties.putAll(properties);
        other.properties.put("postrider.instance", other.instance);
        return other;
    }

    DispatcherUnderTest with(String property, Object value) {
        properties.put(property, value);
        return this;
    }

    DispatcherUnderTest start() {
        SpringApplication application = DispatcherServiceApplication.application();
        application.setWebApplicationType(WebApplicationType.NONE);
        context =
                ContextStarts.oneAtATime(() -> application.run(arguments().toArray(String[]::new)));
        await().until(() -> bean(Pipeline.class).isReady());
        return this;
    }

    List<String> arguments() {
        return arguments(Map.of());
    }

    /** With some properties that are not as {@link #with} has set them. */
    List<String> arguments(Map<String, Object> others) {
        Map<String, Object> all = new LinkedHashMap<>(properties);
        all.putAll(others);
        return all.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toList();
    }

    void stop() {
        ConfigurableApplicationContext running = context;
        context = null;
        if (running != null) {
            running.close();
        }
    }

    <T> T bean(Class<T> type) {
        return Objects.requireNonNull(context, "not started").getBean(type);
    }

    TopicLayout layout() {
        return bean(TopicLayout.class);
    }

    KafkaClients clients() {
        return clients;
    }

    String transactionalId() {
        return prefix + "dispatcher-" + instance;
    }

    String topic(Topic topic) {
        return prefix + topic.shortName();
    }

    void subscribe(SubscriptionBuilder... subscriptions) {
        for (SubscriptionBuilder subscription : subscriptions) {
            var _ =
                    upstream.send(
                            WireRecords.to(
                                    topic(Topic.SUBSCRIPTIONS),
                                    SubscriptionCodec.encode(subscription.snapshot())));
        }
        upstream.flush();
    }

    /** Subscribes, and waits until the dispatcher knows. */
    void subscribeNow(SubscriptionBuilder... subscriptions) {
        int wanted = bean(SubscriptionIndex.class).size() + subscriptions.length;
        subscribe(subscriptions);
        await().until(() -> bean(SubscriptionIndex.class).size() == wanted);
    }

    void unsubscribe(String id) {
        send(Topic.SUBSCRIPTIONS, SubscriptionCodec.tombstone(new SubscriptionId(id)));
    }

    void send(Topic topic, WireRecord record) {
        send(WireRecords.to(topic(topic), record));
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        try {
            upstream.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Produces events {@code from} to {@code to - 1}, and waits until Kafka has them. */
    void sendEvents(int from, int to) {
        for (int i = from; i < to; i++) {
            var _ =
                    upstream.send(
                            new ProducerRecord<>(
                                    topic(Topic.EVENTS),
                                    Integer.toString(i).getBytes(StandardCharsets.UTF_8),
                                    "{\"id\":\"%d\",\"type\":\"order.created\",\"data\":%d}"
                                            .formatted(i, i)
                                            .getBytes(StandardCharsets.UTF_8)));
        }
        upstream.flush();
    }

    /** Every committed record of the topic. */
    List<ConsumerRecord<byte[], byte[]>> committed(Topic topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = clients.consumer(QUICK_TO_NOTICE_A_RETURN)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic(topic)).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** How far the group has come, by partition of the events. */
    Map<Integer, Long> committedOffsets() {
        return offsets(admin ->
                admin
                        .listConsumerGroupOffsets(prefix + "dispatcher")
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .entrySet()
                        .stream()
                        .collect(
                                Collectors.toMap(
                                        entry -> entry.getKey().partition(),
                                        entry -> entry.getValue().offset())));
    }

    /** Where the topic ends, by partition, with all that lies in it. */
    Map<Integer, Long> endOffsets(Topic topic) {
        Map<TopicPartition, OffsetSpec> ends =
                Map.of(
                        new TopicPartition(topic(topic), 0), OffsetSpec.latest(),
                        new TopicPartition(topic(topic), 1), OffsetSpec.latest());
        return offsets(admin ->
                admin.listOffsets(ends).all().get().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        entry -> entry.getKey().partition(),
                                        entry -> entry.getValue().offset())));
    }

    @FunctionalInterface
    private interface Question {
        Map<Integer, Long> ask(Admin admin) throws InterruptedException, ExecutionException;
    }

    private Map<Integer, Long> offsets(Question question) {
        try (Admin admin = clients.admin()) {
            return question.ask(admin);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Delivery> deliveries() {
        return committed(Topic.DELIVERIES).stream()
                .map(record -> DeliveryCodec.decode(WireRecords.of(record)))
                .toList();
    }

    List<Delivery> awaitDeliveries(int count) {
        await().pollInterval(Duration.ofMillis(50))
                .until(() -> committed(Topic.DELIVERIES).size() >= count);
        return deliveries();
    }

    List<ConsumerRecord<byte[], byte[]>> awaitInvalid(int count) {
        await().pollInterval(Duration.ofMillis(50))
                .until(() -> committed(Topic.EVENTS_INVALID).size() >= count);
        return committed(Topic.EVENTS_INVALID);
    }

    @Override
    public void close() {
        stop();
        upstream.close(Duration.ofSeconds(1));
    }
}
