package io.postrider.subscription.kafka;

import io.postrider.model.wire.MalformedRecordException;
import io.postrider.model.wire.WorkerNoteCodec;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.runtime.pipeline.PipelineStage;
import io.postrider.runtime.pipeline.StageThreads;
import io.postrider.subscription.pipeline.WorkerBook;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads what workers say of themselves, all of it at each start, and goes on following it. Nothing
 * waits for it, and the service is ready without it.
 */
public final class WorkerFollower implements PipelineStage {

    private static final Logger log = LoggerFactory.getLogger(WorkerFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private final String topic;
    private final WorkerBook book;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    public WorkerFollower(KafkaClients clients, String topic, WorkerBook book) {
        this.clients = clients;
        this.topic = topic;
        this.book = book;
        this.thread = Thread.ofPlatform().name("worker-follower").daemon().unstarted(this::run);
    }

    @Override
    public String name() {
        return "notes of workers";
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public boolean isReady() {
        return true;
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                follow();
                var _ = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            log.debug("stopping");
        }
    }

    private void follow() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                clients.consumer(
                        Map.of(
                                ConsumerConfig.CLIENT_ID_CONFIG,
                                "postrider-worker-follower",
                                // news are rare, and the broker answers at once when they come
                                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                                1_000))) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (closed.getCount() > 0 && !partitions.isEmpty()) {
                consumer.poll(POLL).forEach(this::read);
            }
        } catch (RuntimeException e) {
            log.warn("cannot read what workers say, trying again: {}", e.getMessage());
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        try {
            book.read(WorkerNoteCodec.decode(WireRecords.of(record)));
        } catch (MalformedRecordException e) {
            log.warn(
                    "what a worker said in {} at {} is not understood: {}",
                    topic,
                    WireRecords.position(record),
                    e.getMessage());
        }
    }

    @Override
    public void stop() throws InterruptedException {
        closed.countDown();
        StageThreads.end(thread, STOP_TIMEOUT);
    }
}
