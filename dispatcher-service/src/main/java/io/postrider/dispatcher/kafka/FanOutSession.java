package io.postrider.dispatcher.kafka;

import io.postrider.dispatcher.dispatch.Dispatcher;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.SubscriptionFollower;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * One consumer and one transactional producer, from their making to a fault that a rewind cannot
 * mend. Not safe for use by many threads, but for {@link #end}.
 */
final class FanOutSession implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FanOutSession.class);
    private static final Duration ORDERLY = Duration.ofSeconds(5);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** Between two looks whether there is a position to commit that no record leads to. */
    private static final Duration LOOK_AT_TAILS = Duration.ofSeconds(1);

    /** What became of the records of one poll. */
    enum Result {
        COMMITTED,
        REWOUND
    }

    private final DispatchMetrics metrics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final FanOut fanOut;
    private final ResumePoints resumePoints;
    private final PacedPoll poll;
    private final KafkaConsumer<byte[], byte[]> ends;
    private final FreshIndex index;
    private long tailsSeenAt = System.nanoTime();
    private volatile boolean ending;
    private boolean orderly;

    FanOutSession(
            KafkaClients clients,
            FanOutSettings settings,
            Dispatcher dispatcher,
            SubscriptionFollower follower,
            InstantSource clock,
            DispatchMetrics metrics) {
        this.metrics = metrics;
        this.ends =
                clients.consumer(
                        Map.of(ConsumerConfig.CLIENT_ID_CONFIG, "postrider-dispatcher-ends"));
        this.producer = clients.producer(settings.producer());
        try {
            this.consumer = clients.groupConsumer(settings.consumer());
        } catch (RuntimeException e) {
            producer.close(AT_ONCE);
            ends.close(CloseOptions.timeout(AT_ONCE));
            throw e;
        }
        this.resumePoints = new ResumePoints(consumer);
        this.poll = new PacedPoll(consumer, resumePoints, settings.polled(), System::nanoTime);
        this.index = FreshIndex.following(ends, follower);
        this.fanOut = new FanOut(settings, dispatcher, clock, producer);
    }

    /**
     * Joins the group, after what an earlier session of this instance has left open is ended: its
     * offsets are settled then, and ours start behind them.
     */
    void open(String topic) {
        producer.initTransactions();
        consumer.subscribe(List.of(topic), resumePoints);
    }

    /**
     * Takes what there is and commits it.
     *
     * @throws RuntimeException when the session is of no more use
     */
    Result pollOnce() {
        List<ConsumerRecord<byte[], byte[]>> rest = poll();
        while (!rest.isEmpty() && !ending) {
            OptionalInt done = transact(rest);
            if (done.isEmpty()) {
                return Result.REWOUND;
            }
            fanOut.forget(rest.subList(0, done.getAsInt()));
            rest = rest.subList(done.getAsInt(), rest.size());
        }
        return passTails();
    }

    /**
     * Where a partition ends with the marker of a transaction of its producer, no record leads
     * behind that, and the group would lag for as long as none comes.
     */
    private Result passTails() {
        if (ending || since(tailsSeenAt).compareTo(LOOK_AT_TAILS) < 0) {
            return Result.COMMITTED;
        }
        tailsSeenAt = System.nanoTime();
        Map<TopicPartition, OffsetAndMetadata> passed = resumePoints.passed();
        return passed.isEmpty()
                        || commit(List.of(), () -> new FanOut.Written(0, passed, Tally.NONE))
                                .isPresent()
                ? Result.COMMITTED
                : Result.REWOUND;
    }

    private List<ConsumerRecord<byte[], byte[]>> poll() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try {
            poll.addTo(records);
            if (!records.isEmpty()) {
                index.await();
            }
            return records;
        } catch (WakeupException e) {
            if (!ending) {
                throw e;
            }
            return List.of();
        }
    }

    /**
     * Returns how many of the records are done, which is none of them when only a part of the first
     * had room; or nothing when the transaction was taken back.
     */
    private OptionalInt transact(List<ConsumerRecord<byte[], byte[]>> run) {
        return commit(run, () -> fanOut.write(run, resumePoints));
    }

    private OptionalInt commit(
            List<ConsumerRecord<byte[], byte[]>> run, Supplier<FanOut.Written> write) {
        long begun = System.nanoTime();
        poll.begun();
        try {
            producer.beginTransaction();
            FanOut.Written written = write.get();
            producer.sendOffsetsToTransaction(written.offsets(), consumer.groupMetadata());
            producer.commitTransaction();
            resumePoints.committed(written.offsets());
            metrics.committed(written.tally(), since(begun));
            return OptionalInt.of(written.records());
        } catch (KafkaException e) {
            metrics.aborted(since(begun));
            log.warn("a transaction of {} events or fewer failed: {}", run.size(), e.getMessage());
            takeBack(run, e);
            return OptionalInt.empty();
        }
    }

    /**
     * Aborts, and goes back to where the run begins. Kafka refuses the abort when the producer was
     * fenced or when it is not known whether the commit took place; a new session finds that out.
     */
    private void takeBack(List<ConsumerRecord<byte[], byte[]>> run, KafkaException cause) {
        try {
            producer.abortTransaction();
        } catch (RuntimeException e) {
            e.addSuppressed(cause);
            throw e;
        }
        resumePoints.rewind(run);
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    /** Ends a poll that waits, and takes no transaction on after the present one. */
    void end() {
        ending = true;
        consumer.wakeup();
        ends.wakeup();
    }

    /** Nothing is in hand: on close, the partitions may go to other instances at once. */
    void leaveOnClose() {
        orderly = true;
    }

    @Override
    public void close() {
        Duration patience = orderly ? ORDERLY : AT_ONCE;
        try {
            ends.close(CloseOptions.timeout(AT_ONCE));
            producer.close(patience);
        } finally {
            consumer.close(
                    CloseOptions.timeout(patience)
                            .withGroupMembershipOperation(
                                    orderly
                                            ? GroupMembershipOperation.LEAVE_GROUP
                                            : GroupMembershipOperation.REMAIN_IN_GROUP));
        }
    }
}
