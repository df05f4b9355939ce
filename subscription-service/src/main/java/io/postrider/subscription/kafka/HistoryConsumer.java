package io.postrider.subscription.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.pipeline.PipelineStage;
import io.postrider.runtime.pipeline.StageThreads;
import io.postrider.subscription.history.HistoryStore;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes every record that history is made of to PostgreSQL, for as long as the process runs. */
public final class HistoryConsumer implements PipelineStage {

    private static final Logger log = LoggerFactory.getLogger(HistoryConsumer.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Without a bound a close waits for a join that waits for a member that was killed. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    /** For what was read to be stored, and for the close. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    /** After which Kafka no longer counts on a member that was killed. */
    private static final int SESSION_TIMEOUT_MILLIS = 15_000;

    private final KafkaClients clients;
    private final HistoryStore store;
    private final String group;
    private final Map<String, Topic> topics;
    private final HistoryMeters meters;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean healthy;

    public HistoryConsumer(
            KafkaClients clients, TopicLayout layout, HistoryStore store, MeterRegistry meters) {
        this.clients = clients;
        this.store = store;
        this.group = layout.prefix() + "history";
        this.topics =
                Stream.of(
                                Topic.DELIVERIES,
                                Topic.ATTEMPTS,
                                Topic.DEAD_LETTERS,
                                Topic.EVENTS_INVALID)
                        .collect(Collectors.toUnmodifiableMap(layout::name, topic -> topic));
        this.meters = HistoryMeters.in(meters);
        this.thread =
                Thread.ofPlatform()
                        .name("history")
                        .daemon()
                        .uncaughtExceptionHandler((_, e) -> died(e))
                        .unstarted(this::run);
    }

    @Override
    public String name() {
        return "history";
    }

    @Override
    public void start() {
        healthy = true;
        thread.start();
    }

    @Override
    public boolean isReady() {
        return healthy && thread.isAlive();
    }

    /** An error is not survived: somebody has to start the process again. */
    private void died(Throwable e) {
        healthy = false;
        log.error("history is no longer read until the process is started again", e);
    }

    private void run() {
        while (!isClosed()) {
            try {
                useConsumer();
            } catch (RuntimeException e) {
                healthy = false;
                log.warn("cannot read what became of deliveries, trying again: {}", e.getMessage());
                pause();
            }
        }
    }

    private void useConsumer() {
        KafkaConsumer<byte[], byte[]> consumer = consumer();
        try {
            HistoryReader reader =
                    new HistoryReader(consumer, topics, store, meters, System::nanoTime);
            while (!isClosed()) {
                healthy = reader.read();
            }
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return clients.groupConsumer(
                Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "postrider-history",
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        SESSION_TIMEOUT_MILLIS,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        SESSION_TIMEOUT_MILLIS,
                        // few large answers cost less than many small ones
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                        512 * 1024,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        200,
                        // the bodies of deliveries come along, unread
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        16 * 1024 * 1024,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        512 * 1024));
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause() {
        try {
            var _ = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was read is stored first. */
    @Override
    public void stop() throws InterruptedException {
        closed.countDown();
        StageThreads.end(thread, STOP_TIMEOUT);
    }
}
