package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.SubscriptionId;
import io.postrider.model.retry.RetryLadder;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.topic.TopicSpec;
import io.postrider.testing.Answer;
import io.postrider.testing.Receiver;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Damaged records in every topic that a service reads: nothing stops, dies or grows, and each one
 * that cannot be read is accounted for. {@code -Dpostrider.fuzz.records} says how many for each
 * topic, {@code -Dpostrider.fuzz.seed} which ones.
 */
class RecordFuzzIT {

    private static final int RECORDS = Integer.getInteger("postrider.fuzz.records", 300);

    /** Three minutes, and what the slowest step may take for so many records. */
    private static final Duration PATIENCE = Duration.ofSeconds(180L + RECORDS / 50L);

    private static final long MOST_GROWTH = 48L * 1024 * 1024;

    /** Short tiers, so that all that waits in them comes out before the test is over. */
    private static final TopicLayout LAYOUT =
            new TopicLayout(
                    "postrider.",
                    1,
                    Map.of(),
                    Map.of(),
                    1024 * 1024,
                    new RetryLadder(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2))));

    @TempDir Path data;

    private final Chance chance = Chance.given();
    private Postrider postrider;
    private Receiver receiver;
    private KafkaView kafka;
    private Api api;

    @BeforeEach
    void start() throws Exception {
        System.out.printf(
                "record fuzz: -Dpostrider.fuzz.seed=%d -Dpostrider.fuzz.records=%d%n",
                chance.seed(), RECORDS);
        postrider =
                Postrider.up(data, Map.of("POSTRIDER_TOPICS_RETRY_TIERS", "1s,2s"), "--no-demo");
        receiver = Receiver.start();
        kafka = new KafkaView(postrider.bootstrapServers());
        api = postrider.api();
    }

    @AfterEach
    void stop() {
        kafka.close();
        receiver.close();
        postrider.close();
    }

    @Test
    void damagedRecordsStopNothingAndEachIsAccountedFor() throws Exception {
        RecordSamples samples = samples();
        try (RecordFuzz fuzz = new RecordFuzz(postrider.bootstrapServers(), samples, chance)) {
            fuzz.write(LAYOUT.specs(), RECORDS / 2);
            awaitDone(fuzz);
            long before = HeapAfterGc.of(postrider.process());

            fuzz.write(LAYOUT.specs(), RECORDS - RECORDS / 2);
            awaitDone(fuzz);
            long after = HeapAfterGc.of(postrider.process());

            report(fuzz, before, after);
            assertThat(fuzz.faults()).as("records that could not be written").isEmpty();
            assertThat(after - before).as("growth of what lives in memory").isLessThan(MOST_GROWTH);
            everyPartitionMovesOn(fuzz, samples);
            everyUnreadableRecordIsAccountedFor(fuzz);
            nobodyHasFallen();
        }
    }

    /** Lets the system itself write some records of every kind, and takes them for samples. */
    private RecordSamples samples() throws Exception {
        receiver.answer("/failing", Answer.status(500));
        webhook("/never", "never.fuzzed", "1s");
        webhook("/ok", "ok.fuzzed", "1s");
        String failing = webhook("/failing", "failing.fuzzed", "1s");
        api.createWebhook(settings("/probe", "probe.fuzzed", "1s"));
        String unused = idOf("/never");
        try (EventProducer producer = new EventProducer(postrider.bootstrapServers())) {
            for (String type : List.of("ok.fuzzed", "failing.fuzzed")) {
                producer.plain("fuzz-1" + type.charAt(0), type, "{\"total\":1.50}");
                producer.structured("fuzz-2" + type.charAt(0), type, "[1,\"\\u00e9\"]");
                producer.binary("fuzz-3" + type.charAt(0), type, "{\"a\":{\"b\":null}}");
            }
            producer.plain("fuzz-4", "probe.fuzzed", "{}");
            producer.send("key", "<a/>", Map.of("content-type", "text/xml"));
            producer.flush();
        }
        receiver.awaitReceived("/ok", 3, PATIENCE);
        receiver.awaitReceived("/probe", 1, PATIENCE);
        await("dead letters")
                .atMost(PATIENCE)
                .until(() -> api.count(failing, "failed"), failed -> failed == 3);
        RecordSamples samples = new RecordSamples(unused);
        samples.collect(postrider.bootstrapServers(), LAYOUT.specs());
        receiver.answer("/failing", Answer.ok());
        return samples;
    }

    private String webhook(String path, String type, String delay) {
        return api.createWebhook(settings(path, type, delay)).get("id").asString();
    }

    private Map<String, Object> settings(String path, String type, String delay) {
        return Map.of(
                "url", receiver.url(path),
                "name", path,
                "events", List.of(type),
                "retry_policy", Scene.retries(delay));
    }

    private String idOf(String name) {
        return Api.elements(api.getOk("/api/v1/webhooks?limit=100")).stream()
                .filter(webhook -> webhook.get("name").asString().equals(name))
                .map(webhook -> webhook.get("id").asString())
                .findFirst()
                .orElseThrow();
    }

    /** Every group is at the end of its topics, but for deliveries that wait with good reason. */
    private void awaitDone(RecordFuzz fuzz) {
        await("all records are done")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    assertThat(kafka.lag(KafkaView.DISPATCHERS, "postrider.events"::equals))
                            .as("lag of the dispatcher")
                            .isZero();
                    assertThat(kafka.lag(KafkaView.RELAYS, name -> name.contains(".retry.")))
                            .as("lag of the relay")
                            .isLessThanOrEqualTo(fuzz.mayWait());
                    assertThat(kafka.lag(KafkaView.WORKERS, KafkaView.DELIVERIES::equals))
                            .as("lag of the worker")
                            .isLessThanOrEqualTo(fuzz.mayWait());
                });
    }

    /** A whole record at the end of each partition comes through. */
    private void everyPartitionMovesOn(RecordFuzz fuzz, RecordSamples samples) {
        // an event reaches a new webhook: dispatcher and worker have read the snapshots behind all
        api.createWebhook(settings("/late", "late.fuzzed", "1s"));
        String webhook = idOf("/probe");
        Set<String> posts = new HashSet<>();
        Set<String> deliveries = new HashSet<>();
        Set<String> rows = new HashSet<>();
        RawRecord delivery = ofWebhook(samples.of(Topic.DELIVERIES), webhook);
        for (TopicSpec topic : LAYOUT.specs()) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                String id = "dlv_" + chance.hex(32);
                switch (topic.topic()) {
                    case EVENTS -> {
                        String event = "probe-" + partition;
                        posts.add(
                                DeliveryId.of(
                                                Optional.empty(),
                                                new EventId(event),
                                                new SubscriptionId(webhook))
                                        .value());
                        fuzz.probe(topic, partition, RecordFuzz.event(event, "probe.fuzzed"));
                    }
                    case DELIVERIES, RETRY -> {
                        posts.add(id);
                        fuzz.probe(topic, partition, RecordSamples.delivery(delivery, id));
                    }
                    case ATTEMPTS, DEAD_LETTERS -> {
                        deliveries.add(id);
                        RawRecord sample = samples.of(topic.topic()).getFirst();
                        fuzz.probe(topic, partition, RecordSamples.delivery(sample, id));
                    }
                    case EVENTS_INVALID -> {
                        String position = (RecordSamples.NOWHERE + 1) + ":" + partition;
                        rows.add("postrider.events:" + position);
                        RawRecord sample = samples.of(topic.topic()).getFirst();
                        fuzz.probe(topic, partition, RecordSamples.invalidAt(sample, position));
                    }
                    case SUBSCRIPTIONS, WORKERS -> {}
                }
            }
        }
        fuzz.flush();
        await("probes of events, deliveries and retry topics arrive")
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(Arrivals.of(receiver.received("/probe")).deliveries())
                                .containsAll(posts));
        await("probes of attempts and dead letters are in history")
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(deliveries)
                                .allMatch(
                                        id -> api.get("/api/v1/deliveries/" + id).status() == 200));
        await("probes of invalid records are listed")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(InvalidRows.in(api)).containsAll(rows));
    }

    private static RawRecord ofWebhook(List<RawRecord> deliveries, String webhook) {
        return deliveries.stream()
                .filter(record ->
                        record.wire()
                                .header("postrider-subscription-id")
                                .orElseThrow()
                                .equals(webhook))
                .findFirst()
                .orElseThrow();
    }

    private void everyUnreadableRecordIsAccountedFor(RecordFuzz fuzz) throws Exception {
        await("unreadable records are listed")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    Set<String> missing = new HashSet<>(fuzz.unreadable());
                    missing.removeAll(InvalidRows.in(api));
                    assertThat(missing).as("unreadable and not listed").isEmpty();
                });
        long passedOver = fuzz.account(Topic.SUBSCRIPTIONS).unreadable().sum();
        // by the dispatcher and by the worker
        assertThat(new ServiceLog(data).count("unreadable snapshot in"))
                .as("unreadable snapshots that were logged")
                .isEqualTo(2 * passedOver);
    }

    private void nobodyHasFallen() throws Exception {
        assertThat(postrider.process().isAlive()).isTrue();
        JsonNode health = api.getOk("/actuator/health/readiness");
        assertThat(health.get("status").asString()).isEqualTo("UP");
        assertThat(
                        new ServiceLog(data)
                                .lines(line ->
                                        line.contains("beginning anew")
                                                || line.contains("starting over after a fault")
                                                || line.contains("is no longer read until")
                                                || line.contains("cannot store history")
                                                || line.contains("a fault of ours")
                                                || line.contains("cannot dispatch the event")
                                                || line.contains("OutOfMemoryError")
                                                || line.contains("StackOverflowError")))
                .as("what services say when they fall over a record")
                .isEmpty();
    }

    private static void report(RecordFuzz fuzz, long before, long after) {
        for (Topic topic : Topic.values()) {
            System.out.printf("record fuzz: %s: %s%n", topic, fuzz.account(topic));
        }
        System.out.printf(
                "record fuzz: live heap %d MB, then %d MB; %d deliveries may wait%n",
                before >> 20, after >> 20, fuzz.mayWait());
    }
}
