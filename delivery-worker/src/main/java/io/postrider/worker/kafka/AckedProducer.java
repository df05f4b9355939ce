package io.postrider.worker.kafka;

import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.pipeline.PipelineStage;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Produces until the broker has acknowledged, however long that takes. A Kafka producer may block
 * its caller when Kafka is away, so it is called on a thread of its own: neither the poll thread
 * nor the network's threads ever wait for it.
 */
public final class AckedProducer implements PipelineStage {

    private static final Logger log = LoggerFactory.getLogger(AckedProducer.class);
    private static final Executor AGAIN = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private static final int LINGER_MILLIS = 50;

    /**
     * A pause between two looks at what is to be sent: each wakes a thread, for one or for many.
     */
    private static final Duration GATHER = Duration.ofMillis(2);

    private static final int BATCH_BYTES = 64 * 1024;

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Oversized oversized;
    private final BlockingQueue<Unsent> unsent = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final AtomicInteger failing = new AtomicInteger();
    private volatile boolean stopping;
    private volatile @Nullable Producer<byte[], byte[]> producer;

    /**
     * A producer.
     *
     * @param invalidTopic for records that are larger than Kafka allows, cut and with the reason:
     *     trying again would never end
     */
    public AckedProducer(KafkaClients clients, String invalidTopic, Clock clock) {
        this(() -> clients.producer(settings()), new Oversized(invalidTopic, clock));
    }

    AckedProducer(Supplier<Producer<byte[], byte[]>> producers, Oversized oversized) {
        this.producers = producers;
        this.oversized = oversized;
        this.thread = Thread.ofPlatform().name("worker-producer").daemon().unstarted(this::run);
    }

    private static Map<String, Object> settings() {
        return Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                "postrider-worker",
                // no report, retry or dead letter is urgent: larger batches cost the broker less
                ProducerConfig.LINGER_MS_CONFIG,
                LINGER_MILLIS,
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES);
    }

    /**
     * A record on its way to Kafka's producer.
     *
     * @param failed whether it was tried in vain, and so counts as failing until it is acknowledged
     */
    private record Unsent(
            ProducerRecord<byte[], byte[]> record,
            CompletableFuture<Void> acknowledged,
            boolean failed) {}

    @Override
    public String name() {
        return "producer";
    }

    @Override
    public void start() {
        producer = producers.get();
        thread.start();
    }

    /** Not while there is a record that was tried in vain and is not acknowledged since. */
    @Override
    public boolean isReady() {
        return producer != null && failing.get() == 0;
    }

    /** The stage completes when the record is acknowledged, and never ends exceptionally. */
    CompletionStage<Void> send(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        unsent.add(new Unsent(record, acknowledged, false));
        return acknowledged;
    }

    /** What comes after the end was not promised to anyone. */
    private void run() {
        List<Unsent> batch = new ArrayList<>();
        try {
            while (!stopping) {
                batch.add(unsent.take());
                unsent.drainTo(batch);
                batch.forEach(this::attempt);
                batch.clear();
                Thread.sleep(GATHER);
            }
        } catch (InterruptedException _) {
            log.debug("stopping");
        }
    }

    private void attempt(Unsent next) {
        Producer<byte[], byte[]> current = Objects.requireNonNull(producer);
        try {
            var _ = current.send(next.record(), (_, fault) -> ended(next, fault));
        } catch (KafkaException | IllegalStateException e) {
            tryAgain(next, e);
        }
    }

    private void ended(Unsent sent, @Nullable Exception fault) {
        if (fault == null) {
            succeeded(sent);
            sent.acknowledged().complete(null);
        } else if (oversized.is(sent.record(), fault)) {
            log.error("{} does not take a record, laying it aside", sent.record().topic(), fault);
            unsent.add(
                    new Unsent(
                            oversized.aside(sent.record(), fault),
                            sent.acknowledged(),
                            sent.failed()));
        } else {
            tryAgain(sent, fault);
        }
    }

    private void succeeded(Unsent sent) {
        if (sent.failed() && failing.decrementAndGet() == 0) {
            log.info("producing works again");
        }
    }

    private void tryAgain(Unsent sent, Exception fault) {
        if (!stopping) {
            if (!sent.failed() && failing.getAndIncrement() == 0) {
                log.warn(
                        "cannot produce to {}, trying again: {}",
                        sent.record().topic(),
                        fault.getMessage());
            }
            Unsent again = new Unsent(sent.record(), sent.acknowledged(), true);
            AGAIN.execute(() -> unsent.add(again));
        }
    }

    @Override
    public void stop() {
        stopping = true;
        thread.interrupt();
        @Nullable Producer<byte[], byte[]> current = producer;
        if (current != null) {
            current.close(CLOSE_WITHIN);
        }
    }
}
