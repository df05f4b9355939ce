package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;
import io.postrider.testing.Receiver;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Kafka, PostgreSQL and the worker go away, one after the other, and come back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageIT {

    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final Duration OUTAGE = Duration.ofSeconds(30);

    private final Topology topology = new Topology();
    private Receiver receiver;

    @BeforeEach
    void receive() {
        receiver = Receiver.start();
    }

    @AfterEach
    void stopReceiving() {
        receiver.close();
    }

    @org.junit.jupiter.api.AfterAll
    void stop() {
        topology.close();
    }

    @Test
    @Order(1)
    void servicesThatStartBeforeKafkaWorkOnceItIsThere() throws Exception {
        topology.kafka.stop();
        topology.startAll();
        topology.process(Topology.WORKER).awaitLine("waiting for Kafka", LONGEST);
        topology.process(Topology.DISPATCHER).awaitLine("waiting for Kafka", LONGEST);
        assertThat(topology.isReady(Topology.WORKER)).isFalse();

        topology.kafka.start();
        // the worker and the dispatcher need the topics, which the subscription service makes
        topology.awaitReady(Topology.SUBSCRIPTION);
        for (String service : List.of(Topology.DISPATCHER, Topology.WORKER)) {
            await(service).atMost(LONGEST).until(() -> isReadyIfNeedBeAgain(service));
        }

        webhook("start.*");
        produce("start.ed", 10);
        receiver.awaitReceived("/hook", 10, LONGEST);
    }

    /** One that has seen Kafka before the topics were there has ended, or is about to. */
    private boolean isReadyIfNeedBeAgain(String service) throws InterruptedException {
        if (!topology.instance(service).isRunning()) {
            topology.start(service);
        }
        return topology.isReady(service);
    }

    @Test
    @Order(2)
    void withPostgresqlAwayDeliveriesGoOnAndHistoryCatchesUp() throws Exception {
        topology.awaitReady();
        String webhook = webhook("pg.*");
        produce("pg.before", 5);
        receiver.awaitReceived("/hook", 5, LONGEST);

        topology.postgres.stop();
        produce("pg.during", 20);
        receiver.awaitReceived("/hook", 25, LONGEST);
        lasts(OUTAGE);
        produce("pg.late", 5);
        receiver.awaitReceived("/hook", 30, LONGEST);
        topology.postgres.start();

        await().atMost(LONGEST)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(topology.api().deliveries(webhook))
                                .hasSize(30)
                                .allSatisfy(d ->
                                        assertThat(d.get("state").asString())
                                                .isEqualTo("delivered")));
        topology.awaitReady();
    }

    @Test
    @Order(3)
    void afterKafkaWasAwayEverythingThatWasAcceptedArrives() throws Exception {
        topology.awaitReady();
        webhook("kafka.*");
        receiver.answer("/hook", Answer.ok().after(Duration.ofMillis(2)));
        produce("kafka.before", 2_000);
        receiver.awaitReceived("/hook", 200, LONGEST);

        topology.kafka.stop();
        lasts(OUTAGE);
        topology.kafka.start();
        produce("kafka.after", 100);

        awaitEvents("kafka.before", 2_000);
        awaitEvents("kafka.after", 100);
        topology.awaitReady();
    }

    @Test
    @Order(4)
    void aKilledWorkerLosesNothingAndItsWaitingRetriesStillFire() throws Exception {
        topology.awaitReady();
        receiver.answer("/late", Answer.status(500), Answer.ok());
        topology.api()
                .createWebhook(
                        Map.of(
                                "url", receiver.url("/late"),
                                "events", List.of("late"),
                                "retry_policy", Map.of("delays", List.of("15s"), "jitter", 0)));
        webhook("kill.*");
        CountDownLatch gate = new CountDownLatch(1);
        Answer[] script = Collections.nCopies(1_001, Answer.ok()).toArray(Answer[]::new);
        script[1_000] = Answer.heldUntil(gate);
        receiver.answer("/hook", script);
        produce("late", 1);
        receiver.awaitReceived("/late", 1, LONGEST);
        produce("kill.ed", 2_000);
        receiver.awaitReceived("/hook", 500, LONGEST);

        topology.process(Topology.WORKER).kill();
        int before = receiver.received("/hook").size();
        assertThat(before).as("killed in the middle").isLessThan(2_000);
        gate.countDown();
        topology.start(Topology.WORKER);
        topology.awaitReady(Topology.WORKER);

        awaitEvents("kill.ed", 2_000);
        receiver.awaitReceived("/late", 2, LONGEST);
        System.out.printf(
                "worker killed after %d of 2000 deliveries; %d arrived twice%n",
                before, receiver.received("/hook").size() - 2_000);
    }

    private String webhook(String types) {
        return topology.api()
                .createWebhook(
                        Map.of(
                                "url", receiver.url("/hook"),
                                "events", List.of(types),
                                "retry_policy",
                                        Map.of("delays", List.of("1s", "2s", "4s"), "jitter", 0)))
                .get("id")
                .asString();
    }

    private void produce(String type, int count) throws Exception {
        try (EventProducer producer = new EventProducer(topology.kafka.bootstrapServers())) {
            for (int i = 0; i < count; i++) {
                producer.plain(type + "-" + i, type, "{}");
            }
            producer.flush();
        }
    }

    private void awaitEvents(String type, int count) {
        await().atMost(LONGEST).untilAsserted(() -> assertThat(eventsOf(type)).hasSize(count));
    }

    private Set<String> eventsOf(String type) {
        Set<String> ids = new HashSet<>();
        receiver.received("/hook").stream()
                .map(post -> post.bodyText().split("\"", 9))
                .filter(parts -> parts[7].equals(type))
                .forEach(parts -> ids.add(parts[3]));
        return ids;
    }

    /** The outage has this length; nothing is awaited. */
    private static void lasts(Duration outage) throws InterruptedException {
        var _ = new CountDownLatch(1).await(outage.toMillis(), TimeUnit.MILLISECONDS);
    }
}
