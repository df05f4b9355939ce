package io.postrider.runtime.pipeline;

import static io.postrider.testing.Patience.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

@Timeout(300)
class PipelineTest {

    /** Far sooner than never, which is when what they wait for comes. */
    private static final Duration PROMPTLY = Duration.ofSeconds(30);

    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final Queue<PipelineFailedEvent> failures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private final ScriptedStage first = new ScriptedStage("first", notes);
    private final ScriptedStage second = new ScriptedStage("second", notes);
    private final ScriptedStage third = new ScriptedStage("third", notes);
    private Pipeline pipeline = behind(() -> {});

    @AfterEach
    @Timeout(60)
    void stop() {
        pipeline.stop();
    }

    private Pipeline behind(Pipeline.TopicGate gate) {
        return new Pipeline(gate, List.of(first, second, third), failures::add);
    }

    private void waitForGoodInThe(String place) throws InterruptedException {
        notes.add("wait in the " + place);
        reached.countDown();
        never.await();
    }

    private void stopPromptly() {
        assertTimeoutPreemptively(PROMPTLY, () -> pipeline.stop());
    }

    @Test
    void startsTheStagesInOrderAndStopsThemInReverse() {
        pipeline.start();
        await().until(pipeline::isReady);
        pipeline.stop();

        assertThat(notes)
                .containsExactly(
                        "start first",
                        "start second",
                        "start third",
                        "stop third",
                        "stop second",
                        "stop first");
        assertThat(failures).isEmpty();
        assertThat(pipeline.isReady()).isFalse();
        assertThat(pipeline.isRunning()).isFalse();
    }

    @Test
    void waitsWhileKafkaIsAwayAndGoesOnWhenItIsThere() {
        Queue<Exception> faults =
                new ArrayDeque<>(
                        List.of(
                                new ExecutionException(new TimeoutException("no node")),
                                new KafkaException("no broker")));
        pipeline =
                behind(() -> {
                    notes.add("gate");
                    switch (faults.poll()) {
                        case ExecutionException e -> throw e;
                        case KafkaException e -> throw e;
                        case null, default -> notes.add("passed");
                    }
                });

        pipeline.start();
        await().until(pipeline::isReady);

        assertThat(notes)
                .containsExactly(
                        "gate",
                        "gate",
                        "gate",
                        "passed",
                        "start first",
                        "start second",
                        "start third");
        assertThat(failures).isEmpty();
    }

    @Test
    void startReturnsAtOnceWhateverTheGateDoes() {
        pipeline = behind(() -> waitForGoodInThe("gate"));

        assertTimeoutPreemptively(PROMPTLY, () -> pipeline.start());

        assertThat(pipeline.isRunning()).isTrue();
        assertThat(pipeline.isReady()).isFalse();
    }

    @Test
    void namesEveryStageAsNotReadyUntilAllHaveStarted() throws InterruptedException {
        second.startingBy(() -> waitForGoodInThe("second stage"));

        pipeline.start();
        reached.await();

        assertThat(pipeline.notReady()).containsExactly("first", "second", "third");
    }

    @Test
    void namesTheStageThatDoesNotWorkAnyMore() {
        pipeline.start();
        await().until(pipeline::isReady);
        second.ready(false);

        assertThat(pipeline.notReady()).containsExactly("second");
        assertThat(pipeline.isReady()).isFalse();

        second.ready(true);

        assertThat(pipeline.isReady()).isTrue();
    }

    @Test
    void tellsOnceWhenTheTopicsAreNotAsTheyMustBe() {
        pipeline =
                behind(() -> {
                    throw new IllegalStateException("topics are missing: events");
                });

        pipeline.start();
        await().until(() -> !failures.isEmpty());
        pipeline.stop();

        assertThat(failures).containsExactly(new PipelineFailedEvent("topics are missing: events"));
        assertThat(notes).containsExactly("stop third", "stop second", "stop first");
    }

    @Test
    void tellsOnceWhenAStageCannotStartAndStartsNoMore() {
        second.startingBy(() -> {
            throw new IllegalStateException("no such thing");
        });

        pipeline.start();
        await().until(() -> !failures.isEmpty());
        assertThat(pipeline.isReady()).isFalse();
        pipeline.stop();

        assertThat(failures).containsExactly(new PipelineFailedEvent("no such thing"));
        assertThat(notes)
                .containsExactly(
                        "start first", "start second", "stop third", "stop second", "stop first");
    }

    @Test
    void stopsWhileTheGateWaits() throws InterruptedException {
        pipeline = behind(() -> waitForGoodInThe("gate"));
        pipeline.start();
        reached.await();

        stopPromptly();

        assertThat(failures).isEmpty();
        assertThat(notes)
                .containsExactly("wait in the gate", "stop third", "stop second", "stop first");
    }

    @Test
    void stopsBetweenTwoLooksForKafka() throws InterruptedException {
        pipeline =
                behind(() -> {
                    reached.countDown();
                    throw new KafkaException("no broker");
                });
        pipeline.start();
        reached.await();

        stopPromptly();

        assertThat(failures).isEmpty();
        assertThat(notes).doesNotContain("start first");
    }

    @Test
    void stopsWhileAStageWaits() throws InterruptedException {
        second.startingBy(() -> waitForGoodInThe("second stage"));
        pipeline.start();
        reached.await();

        stopPromptly();

        assertThat(failures).isEmpty();
        assertThat(notes)
                .containsExactly(
                        "start first",
                        "start second",
                        "wait in the second stage",
                        "stop third",
                        "stop second",
                        "stop first");
    }

    @Test
    void stoppingIsNoFailureWhenAKafkaClientSaysInItsOwnWayThatItWasInterrupted()
            throws InterruptedException {
        second.startingBy(() -> {
            try {
                waitForGoodInThe("second stage");
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        });
        pipeline.start();
        reached.await();

        stopPromptly();

        assertThat(failures).isEmpty();
    }

    @Test
    void aStageThatFailsToStopKeepsNoOtherFromStopping() {
        third.stoppingBy(() -> {
            throw new IllegalStateException("stuck");
        });
        pipeline.start();
        await().until(pipeline::isReady);

        pipeline.stop();

        assertThat(notes).endsWith("stop third", "stop second", "stop first");
        assertThat(pipeline.isReady()).isFalse();
    }

    @Test
    void stopsWithoutHavingBeenStarted() {
        stopPromptly();

        assertThat(notes).containsExactly("stop third", "stop second", "stop first");
    }
}
