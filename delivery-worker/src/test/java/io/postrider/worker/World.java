package io.postrider.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.postrider.model.AttemptReport;
import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.FailedDelivery;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.AttemptCodec;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.runtime.pipeline.Pipeline;
import io.postrider.testing.ContextStarts;
import io.postrider.testing.Patience;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A worker on a real Kafka, with topics of its own, seen from outside. */
final class World implements AutoCloseable {

    static final Duration PATIENCE = Patience.LONGEST;

    private final String bootstrapServers;
    private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + ".";
    private final Map<String, String> more;
    private final KafkaProducer<byte[], byte[]> producer;
    private final TopicLayout layout;
    private final KafkaClients clients;
    private ConfigurableApplicationContext context;

    World(String bootstrapServers, Map<String, String> more) {
        this.bootstrapServers = bootstrapServers;
        this.more = Map.copyOf(more);
        this.context = run();
        this.layout = context.getBean(TopicLayout.class);
        this.clients = context.getBean(KafkaClients.class);
        this.producer = clients.producer(Map.of("client.id", "world"));
    }

    private ConfigurableApplicationContext run() {
        SpringApplication application = DeliveryWorkerApplication.application();
        application.setWebApplicationType(WebApplicationType.NONE);
        Map<String, String> settings = new LinkedHashMap<>(defaults());
        settings.putAll(more);
        String[] arguments =
                settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new);
        ConfigurableApplicationContext started =
                ContextStarts.oneAtATime(() -> application.run(arguments));
        await(() -> started.getBean(Pipeline.class).isReady());
        return started;
    }

    private Map<String, String> defaults() {
        return Map.ofEntries(
                Map.entry("spring.kafka.bootstrap-servers", bootstrapServers),
                Map.entry("postrider.secrets.keys.k1", Fixtures.SECRETS_KEY),
                Map.entry("postrider.egress.allow", "127.0.0.0/8"),
                Map.entry("postrider.topics.prefix", prefix),
                Map.entry("postrider.topics.provision", "true"),
                Map.entry("postrider.topics.partitions.deliveries", "2"),
                Map.entry("postrider.topics.partitions.subscriptions", "1"),
                Map.entry("postrider.topics.partitions.retry", "1"),
                Map.entry("postrider.topics.partitions.attempts", "1"),
                Map.entry("postrider.topics.partitions.dead-letters", "1"),
                Map.entry("postrider.topics.retry-tiers", "1s,2s,4s"));
    }

    static void await(Callable<Boolean> condition) {
        Patience.await().pollInterval(100, TimeUnit.MILLISECONDS).until(condition);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Of the worker that runs now. */
    double gauge(String name) {
        return bean(MeterRegistry.class).get(name).gauge().value();
    }

    void stopWorker() {
        context.close();
    }

    void startWorker() {
        context = run();
    }

    /** The offset of the snapshot. */
    long publish(SubscriptionSnapshot snapshot) {
        return produce(Topic.SUBSCRIPTIONS, SubscriptionCodec.encode(snapshot));
    }

    void delete(SubscriptionId id) {
        produce(Topic.SUBSCRIPTIONS, SubscriptionCodec.tombstone(id));
    }

    long produce(Delivery delivery) {
        return produce(Topic.DELIVERIES, DeliveryCodec.encode(delivery));
    }

    void produceAll(List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            var _ =
                    producer.send(
                            WireRecords.to(
                                    layout.name(Topic.DELIVERIES), DeliveryCodec.encode(delivery)));
        }
        producer.flush();
    }

    private long produce(Topic topic, WireRecord record) {
        return produce(WireRecords.to(layout.name(topic), record));
    }

    long produce(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get().offset();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A topic with one partition. */
    void create(String topic) throws Exception {
        try (Admin admin = clients.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    String name(Topic topic) {
        return layout.name(topic);
    }

    List<WireRecord> records(String topic) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (var consumer = clients.consumer(Map.of())) {
            List<TopicPartition> places =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(places);
            consumer.seekToBeginning(places);
            var ends = consumer.endOffsets(places);
            while (places.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found.stream().map(WireRecords::of).toList();
    }

    List<WireRecord> retryRecords(Duration tier) {
        return records(layout.retryName(tier));
    }

    List<AttemptReport> reports(DeliveryId delivery) {
        return records(layout.name(Topic.ATTEMPTS)).stream()
                .map(AttemptCodec::decode)
                .filter(report -> report.delivery().equals(delivery))
                .toList();
    }

    List<AttemptReport> awaitReports(DeliveryId delivery, int count) {
        await(() -> reports(delivery).size() >= count);
        return reports(delivery);
    }

    /** Until an attempt at each of them is reported. */
    void awaitReported(List<Delivery> deliveries) {
        Set<DeliveryId> wanted =
                deliveries.stream().map(Delivery::id).collect(Collectors.toUnmodifiableSet());
        await(() ->
                records(layout.name(Topic.ATTEMPTS)).stream()
                        .map(AttemptCodec::decode)
                        .map(AttemptReport::delivery)
                        .collect(Collectors.toSet())
                        .containsAll(wanted));
    }

    FailedDelivery awaitDeadLetter(DeliveryId delivery) {
        await(() -> deadLetters(delivery).size() == 1);
        return deadLetters(delivery).getFirst();
    }

    private List<FailedDelivery> deadLetters(DeliveryId delivery) {
        return records(layout.name(Topic.DEAD_LETTERS)).stream()
                .map(DeliveryCodec::decodeFailed)
                .filter(failed -> failed.delivery().id().equals(delivery))
                .toList();
    }

    @Override
    public void close() {
        producer.close();
        context.close();
    }
}
