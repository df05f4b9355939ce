package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Workers that share the work, while Kafka takes it from one and gives it to another. */
class SplitBrainIT {

    private static final int LANE_CAP = 128;
    private static final int WEBHOOKS = 10;

    private Scene scene;
    private Instance first;
    private Instance second;

    @BeforeEach
    void set() throws Exception {
        scene = Scene.set();
        first = scene.topology.worker();
        first.stop();
        first.start(Scene.ALL_IN_HAND);
        second = scene.topology.another(Topology.WORKER, 2);
        second.start(Scene.ALL_IN_HAND);
        awaitSharing(2);
    }

    @AfterEach
    void strike() throws InterruptedException {
        first.process().thaw();
        second.close();
        // the next scene starts it with the usual settings
        first.stop();
        scene.close();
    }

    /**
     * The worker stands still for longer than its session, comes to and goes on with what it
     * believes is its own until it hears otherwise. Each record that it had in hand is made by the
     * other worker too: what was in flight has arrived already, what waited in a lane may be begun
     * before the news arrives. And an attempt in flight whose time ran out meanwhile is retried. So
     * the bound is what it had in hand when it stopped, and what of that was in flight.
     */
    @Test
    void aWorkerThatComesToAfterItsSessionDoesNoHarm() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        scene.receiver.answerAll(Answer.heldUntil(gate));
        scene.webhooks(WEBHOOKS);
        scene.produce(80);
        await("all is in hand")
                .atMost(Scene.LONGEST)
                .until(() -> MostInHand.now(first) + MostInHand.now(second) == scene.expected());
        double inHand = MostInHand.now(first);
        double inFlight = first.metric("postrider.attempts.in.flight");
        assertThat(inHand).isGreaterThan(0);
        assertThat(inFlight).isBetween(1.0, (double) WEBHOOKS * LANE_CAP);

        first.process().freeze();
        gate.countDown();
        awaitSharing(1);
        scene.awaitAll();
        Map<TopicPartition, Long> committed = committed();
        first.process().thaw();

        awaitSharing(2);
        Arrivals arrivals = scene.awaitAll();
        assertThat(arrivals.duplicates()).isLessThanOrEqualTo((int) (inHand + inFlight));
        Map<TopicPartition, Long> now = committed();
        assertThat(committed)
                .as("no late commit takes an offset back")
                .allSatisfy((partition, before) ->
                        assertThat(now.getOrDefault(partition, 0L)).isGreaterThanOrEqualTo(before));
        System.out.printf(
                "worker stopped with %.0f deliveries in hand; %d arrived twice%n",
                inHand, arrivals.duplicates());

        double attempts = first.metric("postrider.attempts");
        scene.produce(20);
        scene.awaitAll();
        assertThat(first.metric("postrider.attempts")).as("it works again").isGreaterThan(attempts);
        first.awaitReady();
    }

    /**
     * Each time a worker joins, the others give partitions away, and with them what they have in
     * hand of those: attempts that are not over, or not committed, are made again. A worker that
     * leaves in order finishes and commits first. So the bound is, for each join, the most that the
     * two have had in hand.
     */
    @Test
    void aStormOfRebalancesLosesNothing() throws Exception {
        scene.receiver.answerAll(Answer.ok().after(Duration.ofMillis(30)));
        scene.webhooks(WEBHOOKS);
        int joins = 3;
        double bound;
        try (Instance third = scene.topology.another(Topology.WORKER, 3);
                MostInHand most = new MostInHand(List.of(first, second));
                SteadyLoad load = new SteadyLoad(scene, 5, Duration.ofMillis(200))) {
            for (int i = 0; i < joins; i++) {
                third.start();
                third.awaitReady();
                awaitSharing(3);
                third.stop();
                awaitSharing(2);
            }
            load.stop();
            bound = joins * most.sum();
        }

        Arrivals arrivals = scene.awaitAll();
        System.out.printf(
                "%d joins: %d of %d deliveries arrived twice, at most %.0f were in hand%n",
                joins, arrivals.duplicates(), scene.expected(), bound);
        assertThat(arrivals.duplicates()).isLessThanOrEqualTo((int) bound);
    }

    private Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        scene.kafka
                .committed(KafkaView.WORKERS)
                .forEach((partition, commit) -> offsets.put(partition, commit.offset()));
        return offsets;
    }

    private void awaitSharing(int workers) {
        await(workers + " workers share the deliveries")
                .atMost(Scene.LONGEST)
                .until(() -> isShared(workers));
    }

    private boolean isShared(int workers) {
        return scene.kafka.sharing(KafkaView.WORKERS) == workers;
    }
}
