package io.postrider.worker.kafka;

import io.postrider.model.RecordPosition;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.InvalidRecordCodec;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.runtime.pipeline.PipelineStage;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
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
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Produces until the broker has acknowledged, however long that takes. A Kafka producer may block
 * its caller when Kafka is away, so it is called on a thread of its own: neither the poll thread
 * nor the network's threads ever wait for it.
 */
public final class AckedProducer implements PipelineStage {

    private static final Logger log = LoggerFactory.getLogger(AckedProducer.class);
    private static final Executor AGAIN = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private static final int LINGER_MILLIS = 20;
    private static final int BATCH_BYTES = 64 * 1024;

    private static final RecordPosition NOWHERE = new RecordPosition(0, 0);

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final KafkaClients clients;
    private final String invalidTopic;
    private final Clock clock;
    private final BlockingQueue<Unsent> unsent = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile boolean stopping;
    private volatile @Nullable KafkaProducer<byte[], byte[]> producer;

    /**
     * A producer.
     *
     * @param invalidTopic for records that are larger than Kafka allows, cut and with the reason:
     *     trying again would never end
     */
    public AckedProducer(KafkaClients clients, String invalidTopic, Clock clock) {
        this.clients = clients;
        this.invalidTopic = invalidTopic;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("worker-producer").daemon().unstarted(this::run);
    }

    /** A record on its way to Kafka's producer. */
    private record Unsent(
            ProducerRecord<byte[], byte[]> record, CompletableFuture<Void> acknowledged) {}

    @Override
    public String name() {
        return "producer";
    }

    @Override
    public void start() {
        producer =
                clients.producer(
                        Map.of(
                                ProducerConfig.CLIENT_ID_CONFIG,
                                "postrider-worker",
                                // nobody waits for a report: larger batches cost the broker less
                                ProducerConfig.LINGER_MS_CONFIG,
                                LINGER_MILLIS,
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                BATCH_BYTES));
        thread.start();
    }

    @Override
    public boolean isReady() {
        return producer != null && !failing.get();
    }

    /** The stage completes when the record is acknowledged, and never ends exceptionally. */
    CompletionStage<Void> send(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        unsent.add(new Unsent(record, acknowledged));
        return acknowledged;
    }

    /** What comes after the end was not promised to anyone. */
    private void run() {
        List<Unsent> batch = new ArrayList<>();
        try {
            while (!stopping) {
                batch.add(unsent.take());
                unsent.drainTo(batch);
                batch.forEach(next -> attempt(next.record(), next.acknowledged()));
                batch.clear();
            }
        } catch (InterruptedException _) {
            log.debug("stopping");
        }
    }

    private void attempt(
            ProducerRecord<byte[], byte[]> record, CompletableFuture<Void> acknowledged) {
        KafkaProducer<byte[], byte[]> current = Objects.requireNonNull(producer);
        try {
            var _ =
                    current.send(
                            record,
                            (_, fault) -> {
                                if (fault == null) {
                                    succeeded();
                                    acknowledged.complete(null);
                                } else if (fault instanceof RecordTooLargeException
                                        && !record.topic().equals(invalidTopic)) {
                                    layAside(record, acknowledged, fault);
                                } else {
                                    tryAgain(record, acknowledged, fault);
                                }
                            });
        } catch (KafkaException | IllegalStateException e) {
            tryAgain(record, acknowledged, e);
        }
    }

    private void layAside(
            ProducerRecord<byte[], byte[]> record,
            CompletableFuture<Void> acknowledged,
            Exception fault) {
        log.error("{} does not take a record, laying it aside", record.topic(), fault);
        WireRecord wire = WireRecords.of(record);
        ProducerRecord<byte[], byte[]> aside =
                WireRecords.to(
                        invalidTopic,
                        InvalidRecordCodec.encode(
                                wire,
                                record.topic() + " does not take it: " + fault.getMessage(),
                                record.topic(),
                                eventPosition(wire),
                                clock.instant()));
        unsent.add(new Unsent(aside, acknowledged));
    }

    /** It never got a place of its own; its event has one. */
    private static RecordPosition eventPosition(WireRecord wire) {
        try {
            return DeliveryCodec.decode(wire).event().position();
        } catch (MalformedRecordException _) {
            return NOWHERE;
        }
    }

    private void succeeded() {
        if (failing.getPlain() && failing.compareAndSet(true, false)) {
            log.info("producing works again");
        }
    }

    private void tryAgain(
            ProducerRecord<byte[], byte[]> record,
            CompletableFuture<Void> acknowledged,
            Exception fault) {
        if (!stopping) {
            if (failing.compareAndSet(false, true)) {
                log.warn(
                        "cannot produce to {}, trying again: {}",
                        record.topic(),
                        fault.getMessage());
            }
            AGAIN.execute(() -> unsent.add(new Unsent(record, acknowledged)));
        }
    }

    @Override
    public void stop() {
        stopping = true;
        thread.interrupt();
        @Nullable KafkaProducer<byte[], byte[]> current = producer;
        if (current != null) {
            current.close(CLOSE_WITHIN);
        }
    }
}
