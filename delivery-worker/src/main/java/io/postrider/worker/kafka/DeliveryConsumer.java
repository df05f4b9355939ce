package io.postrider.worker.kafka;

import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.pipeline.PipelineStage;
import io.postrider.worker.delivery.DeliveryRunner;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Takes deliveries from Kafka. Its thread polls, hands over and commits, and never waits. */
public final class DeliveryConsumer implements PipelineStage {

    private static final Duration POLL = Duration.ofMillis(20);

    /** While nothing is in hand and all is committed, only a new delivery ends the wait. */
    private static final Duration IDLE_POLL = Duration.ofMillis(200);

    /** Records that are taken between two looks at what is complete. */
    private static final int MAX_TURN_RECORDS = 1_000;

    /**
     * How it works.
     *
     * @param commitInterval what a crash may repeat at most
     * @param maxBytesInHand of deliveries taken and not done; no more are fetched beyond
     * @param stopWithin for attempts in flight when the worker stops
     */
    public record Settings(
            String topic,
            GroupMember member,
            Duration commitInterval,
            long maxBytesInHand,
            Duration stopWithin) {}

    private final Settings settings;
    private final DeliveryRunner runner;
    private final DeliveryReader reader;
    private final ReleaseCredit credit;
    private final WindowGauge gauge;
    private final Clock clock;
    private volatile OwnedPartitions owned = OwnedPartitions.NONE;
    private final PollLoop loop;

    public DeliveryConsumer(
            KafkaClients clients,
            Settings settings,
            DeliveryReader reader,
            DeliveryRunner runner,
            ReleaseCredit credit,
            Clock clock) {
        this.settings = settings;
        this.runner = runner;
        this.reader = reader;
        this.credit = credit;
        this.clock = clock;
        this.gauge = new WindowGauge();
        this.loop =
                new PollLoop(
                        "delivery-consumer",
                        () ->
                                ConsumerSettings.inGroup(
                                        clients, settings.member(), ConsumerSettings.DELIVERIES),
                        Session::new,
                        settings.stopWithin(),
                        clock);
    }

    @Override
    public String name() {
        return "delivery consumer";
    }

    @Override
    public void start() throws InterruptedException {
        loop.start();
    }

    @Override
    public boolean isReady() {
        return loop.isReady();
    }

    @Override
    public void stop() throws InterruptedException {
        loop.stop();
    }

    /** The partitions that it has now, for any thread. */
    OwnedPartitions owned() {
        return owned;
    }

    /** What it has in hand, for metrics. */
    public WindowGauge gauge() {
        return gauge;
    }

    private final class Session implements PollLoop.Session {

        private final Consumer<byte[], byte[]> consumer;
        private final Assignment assignment;
        private Instant nextCommit = Instant.MIN;
        private boolean idle;

        Session(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
            this.assignment = new Assignment(consumer);
            consumer.subscribe(List.of(settings.topic()), assignment);
        }

        @Override
        public void turn() {
            takeWhatIsThere();
            assignment.settleCompleted();
            runner.tick();
            long bytes = gauge.update(assignment.partitions());
            boolean fed = assignment.isEnding() || bytes > settings.maxBytesInHand();
            idle &= bytes == 0;
            assignment.pauseWhere(partition -> fed || !partition.hasRoomFor(MAX_TURN_RECORDS));
            notePartitions();
            Instant now = clock.instant();
            if (assignment.works()) {
                credit.count(consumer, assignment.partitions(), now);
            }
            if (!now.isBefore(nextCommit)) {
                assignment.commit();
                nextCommit = now.plus(settings.commitInterval());
                idle = bytes == 0;
            }
        }

        /** Polls until there is no more, or enough for one turn: polls are small. */
        private void takeWhatIsThere() {
            int taken = 0;
            Duration wait = idle ? IDLE_POLL : POLL;
            ConsumerRecords<byte[], byte[]> records;
            do {
                records = consumer.poll(wait);
                for (TopicPartition place : records.partitions()) {
                    takeAll(records.records(place));
                }
                taken += records.count();
                wait = Duration.ZERO;
            } while (records.count() >= KafkaClients.MAX_POLL_RECORDS
                    && taken + KafkaClients.MAX_POLL_RECORDS <= MAX_TURN_RECORDS
                    && assignment.bytesInHand() <= settings.maxBytesInHand());
        }

        private void notePartitions() {
            Set<Integer> numbers = assignment.numbers();
            if (!numbers.equals(owned.owned())) {
                owned =
                        new OwnedPartitions(
                                consumer.partitionsFor(settings.topic()).size(), numbers);
                runner.assigned(numbers);
            }
        }

        private void takeAll(List<ConsumerRecord<byte[], byte[]>> records) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                switch (assignment.take(record)) {
                    case Assignment.Taken.Claimed(RecordClaim claim) ->
                            reader.read(record, claim)
                                    .ifPresent(delivery -> runner.take(delivery, claim));
                    case Assignment.Taken.Skipped _ -> {}
                    case Assignment.Taken.Full _ -> {
                        return;
                    }
                }
            }
        }

        @Override
        public void end() {
            assignment.end();
        }

        @Override
        public boolean isIdle() {
            return runner.isIdle();
        }

        @Override
        public boolean isReady() {
            return assignment.works();
        }

        @Override
        public void close() {
            assignment.commitNow();
        }

        @Override
        public void abandon() {
            assignment.end();
            assignment.abandon();
            credit.none();
            owned = OwnedPartitions.NONE;
            gauge.update(List.of());
        }
    }
}
