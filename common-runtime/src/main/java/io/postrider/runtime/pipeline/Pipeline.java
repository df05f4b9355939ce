package io.postrider.runtime.pipeline;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Brings the stages up on a thread of its own, so that a service starts, answers health checks and
 * waits when Kafka is not there yet.
 */
public final class Pipeline implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);
    private static final long PAUSE_SECONDS = 1;
    private static final Duration STARTER_TIMEOUT = Duration.ofSeconds(5);

    /** Makes sure of the topics. */
    @FunctionalInterface
    public interface TopicGate {
        void pass() throws InterruptedException, ExecutionException;
    }

    private final TopicGate gate;
    private final List<PipelineStage> stages;
    private final Consumer<PipelineFailedEvent> onFailure;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread starter;
    private volatile boolean started;

    public Pipeline(
            TopicGate gate, List<PipelineStage> stages, Consumer<PipelineFailedEvent> onFailure) {
        this.gate = gate;
        this.stages = List.copyOf(stages);
        this.onFailure = onFailure;
    }

    @Override
    public void start() {
        starter = Thread.ofPlatform().name("pipeline-start").start(this::bringUp);
    }

    private void bringUp() {
        try {
            passGate();
            for (PipelineStage stage : stages) {
                stage.start();
                log.info("{} started", stage.name());
            }
            started = true;
        } catch (InterruptedException _) {
            log.debug("stopped while starting");
        } catch (RuntimeException e) {
            if (stopping.getCount() == 0) {
                // Kafka's clients tell of an interrupt by an exception of their own
                log.debug("stopped while starting", e);
                return;
            }
            log.error("cannot start: {}", e.getMessage(), e);
            onFailure.accept(new PipelineFailedEvent(String.valueOf(e.getMessage())));
        }
    }

    private void passGate() throws InterruptedException {
        boolean announced = false;
        while (true) {
            try {
                gate.pass();
                return;
            } catch (ExecutionException | KafkaException e) {
                if (!announced) {
                    log.warn("waiting for Kafka: {}", e.getMessage());
                    announced = true;
                }
            }
            if (stopping.await(PAUSE_SECONDS, TimeUnit.SECONDS)) {
                throw new InterruptedException("stopping");
            }
        }
    }

    /** The names of the stages that do not work now; empty when all is well. */
    public List<String> notReady() {
        return stages.stream()
                .filter(stage -> !started || !stage.isReady())
                .map(PipelineStage::name)
                .toList();
    }

    /** Whether every stage has started and works. */
    public boolean isReady() {
        return started && notReady().isEmpty();
    }

    @Override
    public void stop() {
        stopping.countDown();
        Thread thread = starter;
        starter = null;
        try {
            if (thread != null) {
                thread.interrupt();
                StageThreads.end(thread, STARTER_TIMEOUT);
            }
            for (PipelineStage stage : new ArrayList<>(stages).reversed()) {
                stop(stage);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        started = false;
    }

    /** Below the web server's: requests in hand still find the stages at work while it stops. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4096;
    }

    /** A stage that fails here must not keep the others from finishing what they have in hand. */
    private static void stop(PipelineStage stage) throws InterruptedException {
        try {
            stage.stop();
            log.info("{} stopped", stage.name());
        } catch (RuntimeException e) {
            log.error("{} did not stop in order", stage.name(), e);
        }
    }

    @Override
    public boolean isRunning() {
        return starter != null;
    }
}
