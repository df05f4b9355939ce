package io.postrider.worker.kafka;

import io.postrider.model.WorkerNote;
import io.postrider.model.wire.WorkerNoteCodec;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.runtime.pipeline.PipelineStage;
import io.postrider.worker.lane.LaneNews;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets others know of this worker's lanes, once a second, and that it is there. It has a thread and
 * a producer of its own: no delivery waits for it, and it is of no importance to anybody's health.
 */
public final class WorkerNotes implements PipelineStage {

    private static final Logger log = LoggerFactory.getLogger(WorkerNotes.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);
    private static final int MOST_BUFFERED_BYTES = 1024 * 1024;

    private final Settings settings;
    private final KafkaClients clients;
    private final LaneNews news;
    private final Supplier<List<WorkerNote>> next;
    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private int untilSign;
    private volatile boolean works = true;
    private volatile @Nullable Producer<byte[], byte[]> producer;

    /**
     * Where and how often.
     *
     * @param worker its name
     * @param interval between two looks at the lanes
     * @param signEvery so many looks it says that it is there
     */
    public record Settings(String topic, String worker, Duration interval, int signEvery) {}

    /**
     * A stage that tells what there is.
     *
     * @param next what is to be told of lanes now
     */
    public WorkerNotes(
            KafkaClients clients,
            Settings settings,
            LaneNews news,
            Supplier<List<WorkerNote>> next,
            Clock clock) {
        this.clients = clients;
        this.settings = settings;
        this.news = news;
        this.next = next;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("worker-notes").daemon().unstarted(this::run);
    }

    @Override
    public String name() {
        return "notes";
    }

    @Override
    public void start() {
        producer =
                clients.producer(
                        Map.of(
                                ProducerConfig.CLIENT_ID_CONFIG,
                                "postrider-worker-notes",
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                1_000,
                                ProducerConfig.BUFFER_MEMORY_CONFIG,
                                MOST_BUFFERED_BYTES));
        thread.start();
    }

    @Override
    public boolean isReady() {
        return true;
    }

    private void run() {
        try {
            while (!closed.await(settings.interval().toMillis(), TimeUnit.MILLISECONDS)) {
                tell();
            }
        } catch (InterruptedException _) {
            log.debug("stopping");
        }
    }

    private void tell() {
        try {
            if (untilSign-- == 0) {
                untilSign = settings.signEvery() - 1;
                send(new WorkerNote.Alive(settings.worker(), clock.instant()));
            }
            next.get().forEach(this::send);
        } catch (RuntimeException e) {
            log.error("cannot say how the lanes are", e);
        }
    }

    private void send(WorkerNote note) {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            return;
        }
        try {
            var _ =
                    open.send(
                            WireRecords.to(settings.topic(), WorkerNoteCodec.encode(note)),
                            (_, fault) -> ended(note, fault));
        } catch (KafkaException | IllegalStateException e) {
            ended(note, e);
        }
    }

    private void ended(WorkerNote note, @Nullable Exception fault) {
        if (fault == null) {
            works = true;
            return;
        }
        news.lost(note);
        if (works) {
            works = false;
            log.warn("cannot say how the lanes are, trying again: {}", fault.getMessage());
        }
    }

    /** Takes back what was said, so that nobody takes it for what is. */
    @Override
    public void stop() throws InterruptedException {
        closed.countDown();
        if (thread.getState() != Thread.State.NEW) {
            thread.join(CLOSE_WITHIN);
        }
        Producer<byte[], byte[]> open = producer;
        if (open != null) {
            if (works) {
                news.end().forEach(this::send);
            }
            producer = null;
            open.close(CLOSE_WITHIN);
        }
    }
}
