package io.postrider.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.RecordWeight;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** With the consumer that Kafka ships for tests, and a broker that acknowledges when told to. */
class RelaySessionTest {

    private static final String TIER = "retry.1s";
    private static final int PARTITIONS = 8;
    private static final int RECORDS = 1_000;
    private static final long MOST_BYTES = 1024 * 1024;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(10), ZoneOffset.UTC);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final KafkaClients clients = new KafkaClients(new KafkaProperties(), 1024 * 1024);
    private final List<TopicPartition> places =
            IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition(TIER, i)).toList();
    private CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    private final CountedCredit counted = new CountedCredit();
    private final Map<Integer, Integer> forwarded = new HashMap<>();
    private long forwardedBytes;
    private RelaySession session;

    private final class Forward implements RelaySession.Forward {

        @Override
        public CompletionStage<Void> forward(ConsumerRecord<byte[], byte[]> record, Instant now) {
            forwarded.merge(record.partition(), 1, Integer::sum);
            forwardedBytes += RecordWeight.of(record);
            return acknowledged;
        }

        @Override
        public CompletionStage<Void> callBack(ConsumerRecord<byte[], byte[]> record) {
            throw new AssertionError("none of them is parked");
        }

        @Override
        public boolean drop(ConsumerRecord<byte[], byte[]> record) {
            return false;
        }
    }

    @BeforeEach
    void fill() {
        session =
                new RelaySession(
                        consumer,
                        Map.of(TIER, Duration.ofSeconds(1)),
                        new RetryRelay.Settings(
                                new GroupMember("relay", Optional.empty()),
                                Duration.ofHours(1),
                                MOST_BYTES,
                                Duration.ofHours(1),
                                Duration.ofSeconds(1)),
                        new Truncation(clients, Duration.ofHours(1)),
                        new Forward(),
                        new RelayGauge(Set.of(TIER)),
                        new RelaySession.Clocks(CLOCK, CLOCK),
                        counted.credit(),
                        (_, waiting) -> waiting,
                        () -> OwnedPartitions.NONE);
        consumer.updateBeginningOffsets(
                places.stream().collect(Collectors.toMap(place -> place, _ -> 0L)));
        consumer.rebalance(places);
        consumer.setMaxPollRecords(KafkaClients.MAX_POLL_RECORDS);
        for (TopicPartition place : places) {
            for (int offset = 0; offset < RECORDS; offset++) {
                consumer.addRecord(
                        new ConsumerRecord<>(
                                TIER, place.partition(), offset, new byte[20], new byte[1_000]));
            }
        }
    }

    @AfterEach
    void close() {
        session.abandon();
        consumer.close();
    }

    /** With a worker that takes at once what is released. */
    private void turn(int times) {
        for (int i = 0; i < times; i++) {
            counted.count(new long[2 * PARTITIONS]);
            session.turn();
        }
    }

    private int forwarded() {
        return forwarded.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void takesNoMoreThanItsMemoryAllowsWhileTheBrokerDoesNotAcknowledge() {
        turn(200);

        // a partition that is below its share takes on what one poll brings
        assertThat(forwardedBytes).isBetween(MOST_BYTES / 2, 2 * MOST_BYTES);
        assertThat(forwarded()).isLessThan(PARTITIONS * RECORDS);
    }

    @Test
    void releasesOnlyALittleOfEachPartitionWithoutCredit() {
        turnWithout(50);
        assertThat(forwarded).hasSize(PARTITIONS);
        assertThat(forwarded.values()).containsOnly(TierQueue.LEAST_A_SECOND);

        turn(1);
        assertThat(forwarded.values()).allMatch(some -> some > TierQueue.LEAST_A_SECOND);
    }

    private void turnWithout(int times) {
        for (int i = 0; i < times; i++) {
            session.turn();
        }
    }

    @Test
    void sharesTheCreditOutAmongThePartitions() {
        turnWithout(50);
        forwarded.clear();

        acknowledged.complete(null);
        counted.count(1_000 - 30 * PARTITIONS);
        turnWithout(50);

        assertThat(forwarded).hasSize(PARTITIONS);
        assertThat(forwarded.values()).containsOnly(30);
    }

    @Test
    void creditForAFewIsNotAlwaysThoseOfTheSamePartitions() {
        turnWithout(50);
        acknowledged.complete(null);
        forwarded.clear();

        for (int i = 0; i < PARTITIONS; i++) {
            counted.count(999);
            turnWithout(1);
        }

        assertThat(forwarded).hasSize(PARTITIONS);
    }

    @Test
    void goesOnWhereItStoppedOnceTheBrokerAcknowledges() {
        turn(200);
        int before = forwarded();

        for (int i = 0; i < 200 && forwarded() < PARTITIONS * RECORDS; i++) {
            CompletableFuture<Void> old = acknowledged;
            acknowledged = new CompletableFuture<>();
            old.complete(null);
            turn(20);
        }

        assertThat(before).isLessThan(forwarded());
        assertThat(forwarded()).as("each once").isEqualTo(PARTITIONS * RECORDS);
    }
}
