package io.postrider.runtime.kafka;

import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.runtime.pipeline.PipelineStage;
import io.postrider.runtime.pipeline.StageThreads;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Reads the {@code subscriptions} topic from its beginning and goes on following it. Every instance
 * reads all of it, without a consumer group.
 */
public final class SubscriptionFollower implements PipelineStage {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(10);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);

    private final KafkaClients clients;
    private final String topic;
    private final SubscriptionListener listener;
    private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
    private final Object advanced = new Object();
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong unreadable = new AtomicLong();
    private final Thread thread;
    private volatile int partitions;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> current;

    public SubscriptionFollower(KafkaClients clients, String topic, SubscriptionListener listener) {
        this.clients = clients;
        this.topic = topic;
        this.listener = listener;
        this.thread =
                Thread.ofPlatform().name("subscription-follower").daemon().unstarted(this::run);
    }

    @Override
    public String name() {
        return "subscription follower";
    }

    /** Starts, and waits until all has been read that was in the topic at that time. */
    @Override
    public void start() throws InterruptedException {
        thread.start();
        caughtUp.await();
    }

    @Override
    public boolean isReady() {
        return caughtUp.getCount() == 0 && thread.isAlive();
    }

    /** Whether the record at the offset, in the partition of that subscription, has been read. */
    public boolean hasRead(SubscriptionId id, long offset) {
        int count = partitions;
        if (count == 0) {
            return false;
        }
        byte[] key = id.value().getBytes(StandardCharsets.UTF_8);
        int partition = BuiltInPartitioner.partitionForKey(key, count);
        return positions.getOrDefault(partition, 0L) > offset;
    }

    /** The partitions of the topic, as far as they are known. */
    public List<TopicPartition> partitions() {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /**
     * Waits until everything before the ends has been read.
     *
     * @param ends the offset behind the last record, for each partition
     * @return whether it has been read within the time
     */
    public boolean awaitRead(Map<TopicPartition, Long> ends, Duration atMost)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (advanced) {
            while (!hasRead(ends)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                advanced.wait(left);
            }
            return true;
        }
    }

    private boolean hasRead(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end ->
                        positions.getOrDefault(end.getKey().partition(), 0L) >= end.getValue());
    }

    /** Records that could not be read since the start, at which all of the topic is read. */
    public long unreadable() {
        return unreadable.get();
    }

    private void run() {
        while (closed.getCount() > 0) {
            try (var consumer =
                    clients.consumer(
                            Map.of(
                                    ConsumerConfig.CLIENT_ID_CONFIG,
                                    "postrider-subscription-follower",
                                    // changes are rare, and the broker answers at once when one
                                    // comes
                                    ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                                    1_000))) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException | InterruptException _) {
                log.debug("woken up, {}", closed.getCount() == 0 ? "closing" : "reading on");
            } catch (KafkaException e) {
                log.warn("cannot read {}, trying again: {}", topic, e.getMessage());
                pauseAfterFault();
            } finally {
                current = null;
            }
        }
    }

    /**
     * After a fault it goes on where it was: what was deleted or changed meanwhile must not come
     * back to life while older snapshots are read again.
     */
    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        Collection<TopicPartition> assigned =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        if (assigned.isEmpty()) {
            // a broker that has just come up, or just heard of the topic, may not show it yet
            throw new UnknownTopicOrPartitionException("the broker does not show the topic");
        }
        consumer.assign(assigned);
        consumer.seekToBeginning(assigned);
        positions.forEach((partition, position) ->
                consumer.seek(new TopicPartition(topic, partition), position));
        partitions = assigned.size();
        Map<TopicPartition, Long> ends = consumer.endOffsets(assigned);
        while (closed.getCount() > 0) {
            consumer.poll(POLL).forEach(this::apply);
            assigned.forEach(p -> positions.put(p.partition(), consumer.position(p)));
            synchronized (advanced) {
                advanced.notifyAll();
            }
            if (!isReady() && hasRead(ends)) {
                caughtUp.countDown();
            }
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        try {
            tell(record);
        } catch (RuntimeException e) {
            unreadable.incrementAndGet();
            passOver(record, e);
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) {
        SubscriptionId id = key(record);
        if (record.value() == null) {
            listener.deleted(id);
            return;
        }
        SubscriptionSnapshot snapshot = SubscriptionCodec.decode(WireRecords.of(record));
        if (!snapshot.id().equals(id)) {
            throw new MalformedRecordException("it is a snapshot of " + snapshot.id());
        }
        listener.changed(snapshot, record.offset());
    }

    private static SubscriptionId key(ConsumerRecord<byte[], byte[]> record) {
        return new SubscriptionId(new String(record.key(), StandardCharsets.UTF_8));
    }

    /** A record that no webhook can be named for changes none. */
    private void passOver(ConsumerRecord<byte[], byte[]> record, RuntimeException fault) {
        String cause =
                "unreadable snapshot in %s at %s: %s"
                        .formatted(topic, WireRecords.position(record), fault.getMessage());
        try {
            SubscriptionId id = key(record);
            log.error("webhook {} is unusable until its next snapshot: {}", id, cause);
            listener.unreadable(id, record.offset(), cause);
        } catch (RuntimeException _) {
            log.error("passed over a record whose key names no webhook: {}", cause);
        }
        log.debug("the fault", fault);
    }

    private void pauseAfterFault() {
        try {
            var _ = closed.await(PAUSE_AFTER_FAULT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() throws InterruptedException {
        closed.countDown();
        KafkaConsumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        StageThreads.end(thread, TIME_TO_CLOSE);
    }
}
