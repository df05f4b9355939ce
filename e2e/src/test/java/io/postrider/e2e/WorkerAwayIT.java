package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** What happens, while no worker runs, to what it will find when it is back. */
class WorkerAwayIT {

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
    void retriesThatBecameDueMeanwhileFireOnce() throws Exception {
        int count = 100;
        // refused, not out of order: an endpoint that keeps failing would be spared
        scene.receiver.answer("/hook", Answer.status(404));
        scene.webhook("/hook", Map.of("retry_policy", Scene.retries("32s")));
        long before = scene.kafka.putUpForRetry();
        scene.produce(count);
        await("every retry waits")
                .atMost(Scene.LONGEST)
                .until(() -> scene.kafka.putUpForRetry() == before + count);
        long overdue = System.nanoTime() + Duration.ofSeconds(32).toNanos();
        worker.stop();
        scene.receiver.answer("/hook", Answer.ok());
        await("every retry is overdue")
                .atMost(Scene.LONGEST)
                .until(() -> System.nanoTime() > overdue);
        assertThat(scene.arrivals().total()).as("before the worker is back").isEqualTo(count);

        worker.start();

        await("the retries have fired")
                .atMost(Scene.LONGEST)
                .until(() -> scene.arrivals().doubled().size() == count);
        // it stopped in order, so nothing is repeated
        assertThat(scene.awaitAll().posts().values()).containsOnly(2);
        assertThat(worker.metric("postrider.attempts", "outcome:acknowledged")).isEqualTo(count);
    }

    /**
     * Without the map of what is done beyond it, the committed offset is all there is: every record
     * of the window, from there on, is made again, if it was made before.
     */
    @Test
    void garbageBesideTheCommittedOffsetsCostsDuplicatesWithinTheWindowAndNothingElse()
            throws Exception {
        worker.stop();
        worker.start(Scene.ALL_IN_HAND);
        worker.awaitReady();
        int count = 200;
        int held = 20;
        CountDownLatch gate = new CountDownLatch(1);
        Answer[] script =
                Collections.nCopies(held + 1, Answer.heldUntil(gate)).toArray(Answer[]::new);
        script[held] = Answer.ok();
        for (String path : List.of("/one", "/two", "/three")) {
            scene.receiver.answer(path, script);
            scene.webhook(path);
        }
        scene.produce(count);
        int answered = 3 * (count - held);
        await("everything but what is held is committed")
                .atMost(Scene.LONGEST)
                .until(() ->
                        scene.arrivals().total() == scene.expected()
                                && uncommitted().size() == scene.expected() - answered);
        worker.kill();
        await("Kafka has let the worker go")
                .atMost(Scene.LONGEST)
                .until(() -> scene.kafka.isAbandoned(KafkaView.WORKERS));
        overwrite(List.of("garbage", "2:no base64!", "2:" + "/".repeat(4_000)));
        Set<String> window = uncommitted();
        assertThat(window.size()).as("with the maps lost").isGreaterThan(3 * held);
        gate.countDown();

        worker.start();

        await("the window has arrived again")
                .atMost(Scene.LONGEST)
                .until(() -> scene.arrivals().doubled().size() >= window.size());
        Arrivals arrivals = scene.awaitAll();
        assertThat(arrivals.doubled()).isEqualTo(window);
        assertThat(arrivals.duplicates()).isEqualTo(window.size());
    }

    private Set<String> uncommitted() {
        return Arrivals.without(scene.arrivals().deliveries(), scene.log.done());
    }

    private void overwrite(List<String> texts) {
        Map<TopicPartition, OffsetAndMetadata> overwritten = new HashMap<>();
        scene.kafka
                .committed(KafkaView.WORKERS)
                .forEach((partition, commit) ->
                        overwritten.put(
                                partition,
                                new OffsetAndMetadata(
                                        commit.offset(),
                                        texts.get(partition.partition() % texts.size()))));
        KafkaView.get(
                scene.kafka
                        .admin()
                        .alterConsumerGroupOffsets(KafkaView.WORKERS, overwritten)
                        .all());
    }
}
