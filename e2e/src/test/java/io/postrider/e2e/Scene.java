package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Receiver;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What one test uses of a shared topology: a receiver, webhooks and events of its own. */
final class Scene implements AutoCloseable {

    static final Duration LONGEST = Duration.ofMinutes(3);

    /**
     * For a worker: what waits for its turn is not put aside in a retry topic, however long it
     * takes.
     */
    static final Map<String, String> NO_PARKING = Map.of("POSTRIDER_WORKER_LANE_MAXWAIT", "1h");

    final Topology topology;
    final KafkaView kafka;
    final DeliveryLog log;
    final Receiver receiver = Receiver.start();
    private final String type = "scene.t" + UUID.randomUUID().toString().replace("-", "");
    private final EventProducer producer;
    private final List<String> webhooks = new ArrayList<>();
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
        for (int i = 1; i < count; i++) {
            JsonNode created = topology.api().createWebhook(settingsOf("/" + i, Map.of()));
            webhooks.add(created.get("id").asString());
        }
        webhook("/" + count);
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
        for (int i = 0; i < count; i++) {
            producer.plain("%s-%d".formatted(type, events + i), type, "{}");
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

    /** The last webhooks get nothing more, so that the next scene is undisturbed. */
    @Override
    public void close() {
        try {
            webhooks.forEach(id ->
                    topology.api().call("DELETE", "/api/v1/webhooks/" + id, Map.of(), new byte[0]));
        } finally {
            producer.close();
            log.close();
            kafka.close();
            receiver.close();
            SharedTopologies.release(topology);
        }
    }
}
