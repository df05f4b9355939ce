package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * kill -9 of the dispatcher while a transaction of its is open on Kafka. Whatever that transaction
 * wrote is taken back and written anew, so nothing is lost and nothing is doubled.
 */
class DispatcherKillIT {

    /** Small transactions, so that many are begun. */
    private static final Map<String, String> SETTINGS =
            Map.of("POSTRIDER_DISPATCHER_BATCHEVENTS", "20");

    private static final int EVENTS = 1_000;

    private Scene scene;
    private Instance dispatcher;

    @BeforeEach
    void set() throws Exception {
        scene = Scene.set();
        dispatcher = scene.topology.dispatcher();
        dispatcher.stop();
        dispatcher.start(SETTINGS);
        dispatcher.awaitReady();
        List.of("/one", "/two", "/three").forEach(scene::webhook);
    }

    @AfterEach
    void strike() {
        scene.close();
    }

    @Test
    void theSameInstanceGoesOnAtOnce() throws Exception {
        scene.produce(EVENTS);
        killWithinATransaction();

        int before = scene.arrivals().total();
        long begun = System.nanoTime();
        dispatcher.start();
        dispatcher.process().awaitLine("subscription follower started", Scene.LONGEST);
        Duration start = since(begun);
        scene.awaitArrivals(before + 1);
        // its name fences the transaction that its former self has left open and takes back its
        // partitions, so that neither the 15 s of the one nor the 10 s of the other's session are
        // waited for; a machine on which the start takes long is slow in the rest as well
        assertThat(since(begun)).as("stall").isLessThan(start.multipliedBy(2).plusSeconds(3));

        assertEachOnce();
    }

    @Test
    void anotherInstanceTakesOverWhenTheTransactionHasTimedOut() throws Exception {
        try (Instance another = scene.topology.another(Topology.DISPATCHER, 2)) {
            scene.produce(EVENTS);
            killWithinATransaction();
            long begun = System.nanoTime();
            int before = scene.arrivals().total();

            another.start();
            scene.awaitArrivals(before + 1);
            // 15 s of the transaction, in which the session of 10 s ends, and the rebalance; the
            // rest is for the start of a JVM on a busy machine
            assertThat(since(begun)).as("stall").isLessThan(Duration.ofSeconds(40));

            assertEachOnce();
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    /** Freezes it, looks whether a transaction is open, and lets it go on if not. */
    private void killWithinATransaction() throws InterruptedException {
        RunningProcess process = dispatcher.process();
        long deadline = System.nanoTime() + Scene.LONGEST.toNanos();
        while (System.nanoTime() < deadline) {
            if (scene.kafka.isTransactionOpen()) {
                process.freeze();
                if (scene.kafka.isTransactionOpen()) {
                    process.kill();
                    assertThat(scene.arrivals().total()).isLessThan(scene.expected());
                    return;
                }
                process.thaw();
            }
        }
        throw new AssertionError("the dispatcher was never seen within a transaction");
    }

    private void assertEachOnce() {
        Arrivals arrivals = scene.awaitAll();
        assertThat(arrivals.posts().values()).as("posts of each delivery").containsOnly(1);
        assertThat(scene.log.dispatched(arrivals.deliveries()))
                .as("deliveries written")
                .isEqualTo(scene.expected());
    }
}
