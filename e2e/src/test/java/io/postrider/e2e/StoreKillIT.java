package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** kill -9 of the Kafka broker and of PostgreSQL while deliveries are under way. */
class StoreKillIT {

    private static final Answer SOON = Answer.ok().after(Duration.ofMillis(20));

    private Scene scene;
    private String webhook;

    @BeforeEach
    void set() throws Exception {
        scene = Scene.set();
        scene.receiver.answerAll(SOON);
        webhook = scene.webhook("/one");
        List.of("/two", "/three").forEach(scene::webhook);
    }

    @AfterEach
    void strike() {
        scene.close();
    }

    /**
     * What Kafka has acknowledged outlives the broker's process. The worker lives on with what it
     * has in hand; what it may have to repeat is what was not committed: the attempts in flight and
     * the completions since the last commit, which go on adding up while no commit is possible.
     */
    @Test
    void aKilledBrokerLosesNothing() throws Exception {
        // slow enough that much is left to be done
        scene.receiver.answerAll(Answer.ok().after(Duration.ofMillis(100)));
        scene.produce(1_000);
        scene.awaitArrivals(scene.expected() / 3);

        Set<String> committed = scene.log.done();
        scene.topology.kafka.kill();
        assertThat(scene.arrivals().deliveries())
                .as("killed midway")
                .hasSizeLessThan(scene.expected());
        RunningProcess worker = scene.topology.process(Topology.WORKER);
        // whether there was anything left to be committed is chance
        worker.awaitLine("Node may not be available", Scene.LONGEST);
        await("the worker says that it does not work")
                .atMost(Scene.LONGEST)
                .until(() -> !scene.topology.isReady(Topology.WORKER));
        scene.topology.kafka.start();
        scene.topology.awaitReady();
        scene.produce(100);

        Arrivals arrivals = scene.awaitAll();
        int uncommitted = scene.expected() - committed.size();
        // what has waited for too long in a lane goes through the relay, which may repeat it
        committed.removeAll(scene.log.relayed());
        assertThat(arrivals.doubled()).doesNotContainAnyElementsOf(committed);
        assertThat(arrivals.duplicates()).isLessThanOrEqualTo(uncommitted);
        assertThat(scene.log.dispatched(arrivals.deliveries()))
                .as("deliveries written")
                .isEqualTo(scene.expected());
        System.out.printf(
                "broker killed: %d of %d deliveries arrived twice, %d could have%n",
                arrivals.duplicates(), scene.expected(), uncommitted);
    }

    /** No database stands between event and POST, so there is nothing to repeat. */
    @Test
    void aKilledPostgresqlHoldsNothingUpAndHistoryIsCompleteAfterwards() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Answer[] script = Collections.nCopies(901, SOON).toArray(Answer[]::new);
        script[900] = Answer.heldUntil(gate);
        scene.receiver.answerAll(script);
        scene.produce(600);
        scene.awaitArrivals(scene.expected() / 3);

        scene.topology.postgres.kill();
        int before = scene.arrivals().total();
        assertThat(before).as("killed midway").isLessThan(scene.expected());
        gate.countDown();
        scene.produce(100);
        assertThat(scene.awaitAll().posts().values()).containsOnly(1);
        assertThat(scene.topology.api().get("/api/v1/webhooks/" + webhook).status()).isEqualTo(503);
        scene.topology.postgres.start();

        await("history is complete")
                .atMost(Scene.LONGEST)
                .ignoreExceptions()
                .until(() -> scene.topology.api().count(webhook, "delivered") == 700);
    }
}
