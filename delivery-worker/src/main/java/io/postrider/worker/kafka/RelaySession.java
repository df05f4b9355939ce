package io.postrider.worker.kafka;

import io.postrider.runtime.kafka.KafkaClients;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The relay's work with one consumer: hold, forward when due, commit when acknowledged. */
final class RelaySession implements PollLoop.Session {

    private static final Duration MAX_POLL = Duration.ofMillis(100);

    /** Of one partition: a few records at least, however many partitions there are. */
    private static final long LEAST_SHARE = 16 * 1024;

    private static final int MOST_RECORDS_IN_HAND = 2_000;
    private static final Duration MIN_POLL = Duration.ofMillis(1);

    private static final Duration CALL_BACK_INTERVAL = Duration.ofMillis(50);

    /** Sends a record on; the stage completes when it is safe. */
    interface Forward {

        /**
         * Sends what is due to its next place.
         *
         * @param now the time by the broker's clock, as well as it is known
         */
        CompletionStage<Void> forward(ConsumerRecord<byte[], byte[]> record, Instant now);

        /** Sends what is called back to the deliveries. */
        CompletionStage<Void> callBack(ConsumerRecord<byte[], byte[]> record);

        /** Drops a safety copy whose attempt is over; says whether it did. */
        boolean drop(ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * Two ways to tell the time.
     *
     * @param wall the machine's clock, which may be set
     * @param steady one that never jumps
     */
    record Clocks(Clock wall, Clock steady) {}

    private final Consumer<byte[], byte[]> consumer;
    private final RetryRelay.Settings settings;
    private final Truncation truncation;
    private final Forward forward;
    private final RelayGauge gauge;
    private final Clocks clocks;
    private final ReleaseCredit credit;
    private final Lanes lanes;
    private final Supplier<OwnedPartitions> deliveries;
    private final Assignment assignment;
    private final TierQueues queues;
    private final ReleasesUnderWay releases;
    private Instant nextCommit = Instant.MIN;
    private Instant nextCallBack = Instant.MIN;
    private OwnedPartitions followed;

    RelaySession(
            Consumer<byte[], byte[]> consumer,
            Map<String, Duration> tiers,
            RetryRelay.Settings settings,
            Truncation truncation,
            Forward forward,
            RelayGauge gauge,
            Clocks clocks,
            ReleaseCredit credit,
            Lanes lanes,
            Supplier<OwnedPartitions> deliveries) {
        this.consumer = consumer;
        this.settings = settings;
        this.truncation = truncation;
        this.forward = forward;
        this.gauge = gauge;
        this.clocks = clocks;
        this.credit = credit;
        this.lanes = lanes;
        this.deliveries = deliveries;
        this.followed = deliveries.get();
        this.queues = new TierQueues(tiers);
        this.releases = new ReleasesUnderWay(credit, clocks.steady());
        this.assignment = new Assignment(consumer, this::beforeRevocation);
        consumer.subscribe(List.copyOf(tiers.keySet()), assignment);
    }

    @Override
    public void turn() {
        follow();
        ConsumerRecords<byte[], byte[]> records =
                consumer.poll(untilNextDue(clocks.steady().instant()));
        long share = share();
        for (TopicPartition place : records.partitions()) {
            holdAll(records.records(place), share);
        }
        queues.forgetUnassigned();
        Instant now = clocks.steady().instant();
        if (!assignment.isEnding()) {
            queues.takeDue(now, credit, this::forward);
            callBack(now);
        }
        assignment.settleCompleted();
        assignment.pauseWhere(partition -> isFull(partition, share));
        gauge.update(queues.held());
        if (!now.isBefore(nextCommit)) {
            queues.dropCopies(forward::drop);
            assignment.settleCompleted();
            assignment.commit();
            truncation.truncate(assignment.partitions(), now);
            nextCommit = now.plus(settings.commitInterval());
        }
    }

    /** The retry topics' partitions go where those of the deliveries have gone. */
    private void follow() {
        OwnedPartitions now = deliveries.get();
        if (!now.equals(followed) && assignment.works()) {
            followed = now;
            consumer.enforceRebalance("partitions of deliveries have moved");
        }
    }

    private void callBack(Instant now) {
        if (!now.isBefore(nextCallBack)) {
            nextCallBack = now.plus(CALL_BACK_INTERVAL);
            queues.callBack(
                    lanes,
                    deliveries.get().owned(),
                    credit,
                    held -> releases.add(held.claim(), forward.callBack(held.record())));
        }
    }

    private Duration untilNextDue(Instant now) {
        Duration wait =
                queues.nextDue(credit.isLeft())
                        .map(due -> Duration.between(now, due))
                        .orElse(MAX_POLL);
        Duration longest = queues.hasParked() ? CALL_BACK_INTERVAL : MAX_POLL;
        if (assignment.isEnding() || wait.compareTo(longest) > 0) {
            return longest;
        }
        return wait.compareTo(MIN_POLL) < 0 ? MIN_POLL : wait;
    }

    private void holdAll(List<ConsumerRecord<byte[], byte[]>> records, long share) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            // a poll that was under way when the share was used up may bring as much again
            switch (assignment.take(record, 2 * share)) {
                case Assignment.Taken.Claimed(RecordClaim claim) ->
                        queues.add(
                                record, claim, clocks.wall().instant(), clocks.steady().instant());
                case Assignment.Taken.Skipped _ -> {}
                case Assignment.Taken.Full _ -> {
                    return;
                }
            }
        }
    }

    private void forward(TierQueue queue, HeldRetry due) {
        releases.add(
                due.claim(),
                forward.forward(
                        due.record(), queue.brokerTime(due.record(), clocks.wall().instant())));
    }

    /** The next relay would repeat whatever is not committed. */
    private void beforeRevocation() {
        queues.dropCopies(forward::drop);
        releases.await();
    }

    /** What one partition may have in hand before no more of it is fetched. */
    private long share() {
        int partitions = Math.max(1, assignment.partitions().size());
        return Math.max(LEAST_SHARE, settings.maxBytesInHand() / partitions);
    }

    private boolean isFull(AssignedPartition partition, long share) {
        return assignment.isEnding()
                || queues.isFull(partition)
                // held, and forwarded but not acknowledged: a backlog that is all due is never held
                || partition.bytesInHand() >= share
                || partition.recordsInHand() >= MOST_RECORDS_IN_HAND
                || !partition.hasRoomFor(KafkaClients.MAX_POLL_RECORDS);
    }

    @Override
    public void end() {
        assignment.end();
    }

    @Override
    public boolean isIdle() {
        return releases.areDone();
    }

    @Override
    public boolean isReady() {
        return assignment.works();
    }

    @Override
    public void close() {
        queues.dropCopies(forward::drop);
        assignment.commitNow();
    }

    @Override
    public void abandon() {
        assignment.end();
        assignment.abandon();
        truncation.close();
        gauge.update(Map.of());
    }
}
