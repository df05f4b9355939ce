package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * kill -9 of the worker. What arrives twice afterwards is what had arrived and was not committed as
 * done at the moment of the kill: at most the attempts in flight, which are lanes times the cap of
 * a lane, and what was completed since the last commit. Kafka itself tells what was committed.
 */
class WorkerKillIT {

    private static final int LANE_CAP = 128;

    /** Attempts stay in their windows for as long as they may take. */
    private static final Map<String, String> NO_SAFETY_COPIES =
            Map.of("POSTRIDER_WORKER_LONGATTEMPTS_AFTER", "30s");

    private static final Map<String, String> NO_COMMITS =
            Map.of(
                    "POSTRIDER_WORKER_COMMITINTERVAL",
                    "1h",
                    "POSTRIDER_WORKER_LANE_MAXWAIT",
                    "1h",
                    "POSTRIDER_WORKER_LONGATTEMPTS_AFTER",
                    "30s");

    private Scene scene;
    private Instance worker;

    @BeforeEach
    void set() throws Exception {
        scene = Scene.set();
        worker = scene.topology.worker();
    }

    @AfterEach
    void strike() {
        scene.close();
    }

    @Test
    void whatIsInFlightArrivesAgainAndWhatIsCommittedDoesNot() throws Exception {
        restartWith(NO_SAFETY_COPIES);
        int answered = 150;
        List<String> lanes = List.of("/one", "/two");
        CountDownLatch gate = new CountDownLatch(1);
        for (String path : lanes) {
            scene.receiver.answer(path, heldThenSoManyThenHeld(gate, answered));
            scene.webhook(path);
        }
        scene.produce(600);
        int committed = lanes.size() * answered;
        await("all that was answered is committed, and the rest is held")
                .atMost(Scene.LONGEST)
                .until(() ->
                        committedOf(scene.arrivals()).size() == committed
                                && worker.metric("postrider.attempts.in.flight")
                                        == scene.arrivals().total() - committed);

        worker.kill();
        Set<String> inFlight = uncommittedOf(scene.arrivals());
        gate.countDown();
        worker.start();

        Arrivals arrivals = scene.awaitAll();
        assertThat(inFlight).hasSizeBetween(1, lanes.size() * LANE_CAP);
        // and what found no room in its lane: its way through the relay is repeated from the last
        // commit on
        Set<String> repeatable = new HashSet<>(scene.log.relayed());
        repeatable.addAll(inFlight);
        assertThat(arrivals.doubled()).containsAll(inFlight).isSubsetOf(repeatable);
        assertThat(arrivals.duplicates()).isLessThanOrEqualTo(repeatable.size());
    }

    /** Its record is committed as done while the attempt is under way. */
    @Test
    void anAttemptThatHasLeftItsWindowIsMadeAgain() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        scene.receiver.answer("/slow", Answer.heldUntil(gate));
        scene.webhook("/slow", Map.of("timeout_ms", 15_000));
        int count = 20;
        scene.produce(count);
        await("all are under way, and done as far as their partition is concerned")
                .atMost(Scene.LONGEST)
                .until(() ->
                        scene.arrivals().total() == count
                                && worker.metric("postrider.attempts.in.flight") == count
                                && scene.log.done().size() == count);

        worker.kill();
        gate.countDown();
        worker.start();

        await("each is made again")
                .atMost(Scene.LONGEST)
                .until(() -> scene.arrivals().moreThan(1).size() == count);
        assertThat(scene.awaitAll().posts().values()).containsOnly(2);
    }

    /** Nothing of it is left to be done that a kill could repeat. */
    @Test
    void anAttemptThatWasOverBeforeTheKillIsNotMadeAgain() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        scene.receiver.answer("/slow", Answer.heldUntil(gate));
        scene.webhook("/slow");
        int count = 20;
        double before = dropped();
        scene.produce(count);
        await("all have left their window")
                .atMost(Scene.LONGEST)
                .until(() -> scene.arrivals().total() == count && scene.log.done().size() == count);
        gate.countDown();
        await("the copies are dropped and that is committed")
                .atMost(Scene.LONGEST)
                .until(() ->
                        dropped() == before + count
                                && scene.kafka.lag(
                                                KafkaView.RELAYS,
                                                topic -> topic.startsWith(KafkaView.RETRY))
                                        == 0);

        worker.kill();
        worker.start();
        worker.awaitReady();

        assertThat(scene.awaitAll().posts().values()).containsOnly(1);
    }

    private double dropped() {
        return worker.metric("postrider.safety.copies", "event:dropped");
    }

    /** The first ones are held, so that what is answered is committed out of order. */
    private static Answer[] heldThenSoManyThenHeld(CountDownLatch gate, int answered) {
        Answer held = Answer.heldUntil(gate);
        return Stream.of(
                        Collections.nCopies(10, held),
                        Collections.nCopies(answered, Answer.ok()),
                        List.of(held))
                .flatMap(List::stream)
                .toArray(Answer[]::new);
    }

    /** So its partitions need not wait until the one that was killed is missed. */
    @Test
    void whoIsStartedAgainIsTheMemberThatItWas() throws Exception {
        List<String> names = List.of(Topology.WORKER + "-1");
        assertThat(scene.kafka.namesIn(KafkaView.WORKERS)).isEqualTo(names);

        worker.kill();
        assertThat(scene.kafka.namesIn(KafkaView.WORKERS)).isEqualTo(names);
        worker.start();
        worker.awaitReady();
        assertThat(scene.kafka.namesIn(KafkaView.WORKERS)).isEqualTo(names);
        assertThat(scene.kafka.namesIn(KafkaView.RELAYS)).isEqualTo(names);

        worker.stop();
        assertThat(scene.kafka.isAbandoned(KafkaView.WORKERS))
                .as("who stops in order leaves")
                .isTrue();
        assertThat(scene.kafka.isAbandoned(KafkaView.RELAYS)).isTrue();
    }

    @Test
    void underLoadOnlyWhatWasNotCommittedArrivesAgain() throws Exception {
        for (String path : List.of("/one", "/two", "/three")) {
            scene.receiver.answer(path, Answer.ok().after(Duration.ofMillis(20)));
            scene.webhook(path);
        }
        try (SteadyLoad load = new SteadyLoad(scene, 50, Duration.ofMillis(100))) {
            await("some have arrived and some are committed")
                    .atMost(Scene.LONGEST)
                    .until(() -> scene.arrivals().total() > 1_500 && !scene.log.done().isEmpty());
            worker.kill();
            load.stop();
        }
        scene.produce(50);
        await("what it has sent is recorded")
                .atMost(Scene.LONGEST)
                .until(() -> scene.receiver.openConnections() == 0);
        Set<String> done = scene.log.done();
        Arrivals before = scene.arrivals();
        Set<String> uncommitted = Arrivals.without(before.deliveries(), done);
        assertThat(before.deliveries()).as("killed midway").hasSizeLessThan(scene.expected());
        assertThat(uncommitted.size()).as("some were committed").isLessThan(before.total());
        worker.start();

        Arrivals arrivals = scene.awaitAll();
        // what has waited in a lane for too long goes through the relay, whose forwards since its
        // last commit are repeated as well
        Set<String> repeatable = new HashSet<>(scene.log.relayed());
        repeatable.addAll(uncommitted);
        assertThat(arrivals.doubled()).isSubsetOf(repeatable);
        assertThat(arrivals.duplicates()).isLessThanOrEqualTo(repeatable.size());
        System.out.printf(
                "worker killed after %d of %d deliveries, %d of them uncommitted; %d arrived"
                        + " twice%n",
                before.total(), scene.expected(), uncommitted.size(), arrivals.duplicates());
    }

    @Test
    void whatWasAnsweredButNotCommittedArrivesAgainOnce() throws Exception {
        scene.webhook("/hook");
        restartWith(NO_COMMITS);
        int count = 300;
        scene.produce(count);
        scene.awaitArrivals(count);
        await("the worker has every answer")
                .atMost(Scene.LONGEST)
                .until(() -> worker.metric("postrider.attempts.in.flight") == 0);

        worker.kill();
        assertThat(committedOf(scene.arrivals())).as("committed").isEmpty();
        worker.start();

        // none in flight, and all of them completed since the last commit
        assertThat(scene.awaitAll().posts().values()).containsOnly(2);
    }

    /**
     * The repeated attempt succeeds at one endpoint, and fails at the other, where that leaves a
     * second record of the same retry.
     */
    @Test
    void aRetryThatIsSafeThoughItsSourceIsNotCommittedFiresOnceBesideTheRepeatedAttempt()
            throws Exception {
        Map<String, Object> retries = Map.of("retry_policy", Scene.retries("32s", "32s"));
        scene.webhook("/hook", retries);
        scene.webhook("/again", retries);
        restartWith(NO_COMMITS);
        int count = 50;
        scene.receiver.answer("/hook", failing(count, Answer.status(404)));
        scene.receiver.answer("/again", failing(2 * count, Answer.ok()));
        long before = scene.kafka.putUpForRetry();
        scene.produce(count);
        await("every retry is safe on Kafka")
                .atMost(Scene.LONGEST)
                .until(() -> scene.kafka.putUpForRetry() == before + 2L * count);

        worker.kill();
        assertThat(scene.arrivals().posts().values()).as("before the kill").containsOnly(1);
        assertThat(committedOf(scene.arrivals())).as("committed").isEmpty();
        scene.receiver.answer("/hook", Answer.ok());
        worker.start();

        scene.awaitArrivals(scene.expected());
        await("the retries have fired")
                .atMost(Scene.LONGEST)
                .until(() -> scene.arrivals().moreThan(2).size() == 2 * count);
        // without the kill two posts, the failed one and its retry; the kill repeats what was
        // completed since the last commit: the first attempt of each. The second record of a retry
        // is dropped
        assertThat(scene.awaitAll().posts().values()).containsOnly(2 + 1);
    }

    private static Answer[] failing(int times, Answer then) {
        return Stream.concat(
                        Collections.nCopies(times, Answer.status(404)).stream(), Stream.of(then))
                .toArray(Answer[]::new);
    }

    private void restartWith(Map<String, String> settings) throws InterruptedException {
        worker.stop();
        worker.start(settings);
        worker.awaitReady();
    }

    private Set<String> uncommittedOf(Arrivals arrivals) {
        return Arrivals.without(arrivals.deliveries(), scene.log.done());
    }

    private Set<String> committedOf(Arrivals arrivals) {
        Set<String> committed = new HashSet<>(arrivals.deliveries());
        committed.retainAll(scene.log.done());
        return committed;
    }
}
