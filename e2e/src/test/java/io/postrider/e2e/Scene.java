package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Receiver;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What one test uses of a shared topology: a receiver, webhooks and events of its own. */
final class Scene implements AutoCloseable {

    static final Duration LONGEST = Duration.ofMinutes(3);

    /**
     * For a worker: neither what waits for its turn nor an attempt that lasts leaves the window of
     * its partition.
     */
    static final Map<String, String> ALL_IN_HAND =
            Map.of(
                    "POSTRIDER_WORKER_LANE_MAXWAIT",
                    "1h",
                    "POSTRIDER_WORKER_LONGATTEMPTS_AFTER",
                    "30s");

    final Topology topology;
    final KafkaView kafka;
    final DeliveryLog log;
    final Receiver receiver = Receiver.start();
    private final String type = "scene.t" + UUID.randomUUID().toString().replace("-", "");
    private final EventProducer producer;
    private final List<String> webhooks = new CopyOnWriteArrayList<>();
    private int events;

    private Scene(Topology topology) {
        this.topology = topology;
        this.kafka = new KafkaView(topology.kafka.bootstrapServers());
        this.producer = new EventProducer(topology.kafka.bootstrapServers());
        this.log = new DeliveryLog(kafka, topology.kafka.bootstrapServers());
    }

    /** Undisturbed by what earlier scenes have left to be done. */
    static Scene set() throws InterruptedException {
        Scene scene = new Scene(SharedTopologies.take());
        try {
            scene.kafka.awaitDrained();
            return scene;
        } catch (RuntimeException | Error e) {
            scene.close();
            throw e;
        }
    }

    /** A webhook for the events of this scene, tried again after 1 s, 2 s and 4 s. */
    String webhook(String path) {
        return webhook(path, Map.of());
    }

    /** With settings of its own. */
    String webhook(String path, Map<String, Object> settings) {
        String id = topology.api().createWebhook(settingsOf(path, settings)).get("id").asString();
        webhooks.add(id);
        return id;
    }

    /**
     * Webhooks at {@code /1}, {@code /2} and so on. Each one's deliveries lie in one partition: it
     * takes many to give every worker some.
     */
    void webhooks(int count) {
        webhooks(count, Map.of());
    }

    /** With settings of their own. */
    void webhooks(int count, Map<String, Object> settings) {
        atOnce(IntStream.rangeClosed(1, count).mapToObj(i -> () -> webhook("/" + i, settings)));
    }

    /** A few calls of the API at a time. */
    private static void atOnce(Stream<Runnable> calls) {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            calls.map(call -> CompletableFuture.runAsync(call, threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    private Map<String, Object> settingsOf(String path, Map<String, Object> settings) {
        Map<String, Object> webhook = new HashMap<>();
        webhook.put("url", receiver.url(path));
        webhook.put("events", List.of(type));
        webhook.put("timeout_ms", 30_000);
        webhook.put("retry_policy", retries("1s", "2s", "4s"));
        webhook.putAll(settings);
        return webhook;
    }

    static Map<String, Object> retries(String... delays) {
        return Map.of("delays", List.of(delays), "jitter", 0);
    }

    /** Produces so many events and waits until Kafka has acknowledged them. */
    void produce(int count) throws Exception {
        produce(count, "{}");
    }

    /** Produces so many events with this JSON as their data. */
    void produce(int count, String data) throws Exception {
        for (int i = 0; i < count; i++) {
            producer.plain("%s-%d".formatted(type, events + i), type, data);
        }
        producer.flush();
        events += count;
    }

    /** Deliveries that must arrive: every event at every webhook. */
    int expected() {
        return events * webhooks.size();
    }

    Arrivals arrivals() {
        return Arrivals.at(receiver);
    }

    void awaitArrivals(int deliveries) {
        await(deliveries + " deliveries have arrived")
                .atMost(LONGEST)
                .until(() -> arrivals().deliveries().size() >= deliveries);
    }

    /** Nothing is lost, and nothing is left that could still come. */
    Arrivals awaitAll() {
        awaitArrivals(expected());
        kafka.awaitDrained();
        Arrivals arrivals = arrivals();
        assertThat(arrivals.deliveries()).as("every event at every webhook").hasSize(expected());
        return arrivals;
    }

    private void delete(String id) {
        topology.api().call("DELETE", "/api/v1/webhooks/" + id, Map.of(), new byte[0]);
    }

    /** The last webhooks get nothing more, so that the next scene is undisturbed. */
    @Override
    public void close() {
        try {
            atOnce(webhooks.stream().map(id -> () -> delete(id)));
        } finally {
            producer.close();
            log.close();
            kafka.close();
            receiver.close();
            SharedTopologies.release(topology);
        }
    }
}
