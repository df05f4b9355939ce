package io.postrider.worker.kafka;

import static io.postrider.worker.Fixtures.NOW;
import static io.postrider.worker.Fixtures.aDelivery;
import static io.postrider.worker.Fixtures.aSubscriptionId;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery;
import io.postrider.model.ParkReason;
import io.postrider.model.Progress;
import io.postrider.model.RetryWait;
import io.postrider.model.SubscriptionId;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.testing.SettableClock;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Parked deliveries that come back before they are due. */
class RelayCallBackTest {

    private static final String SHORT = "retry.8s";
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);
    private static final String LONG = "retry.8m";

    private final SettableClock clock = SettableClock.at(NOW);
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final KafkaClients clients = new KafkaClients(new KafkaProperties(), 1024 * 1024);
    private final CountedCredit counted = new CountedCredit();
    private final SubscriptionId healthy = aSubscriptionId();
    private final SubscriptionId failing = aSubscriptionId();
    private final Map<SubscriptionId, Integer> room = new HashMap<>();
    private final Map<String, Long> ends = new HashMap<>(Map.of(SHORT, 0L, LONG, 0L));
    private final List<String> calledBack = new ArrayList<>();
    private final List<String> due = new ArrayList<>();
    private final Set<String> over = new HashSet<>();
    private OwnedPartitions deliveries = new OwnedPartitions(1, Set.of(0));
    private RelaySession session;

    @BeforeEach
    void start() {
        session =
                new RelaySession(
                        consumer,
                        Map.of(SHORT, Duration.ofSeconds(8), LONG, Duration.ofMinutes(8)),
                        new RetryRelay.Settings(
                                new GroupMember("relay", Optional.empty()),
                                COMMIT_INTERVAL,
                                1024 * 1024,
                                Duration.ofHours(1),
                                Duration.ofSeconds(1)),
                        new Truncation(clients, Duration.ofHours(1)),
                        new Recorded(),
                        new RelayGauge(Set.of(SHORT, LONG)),
                        new RelaySession.Clocks(clock, clock),
                        counted.credit(),
                        this::callBack,
                        () -> deliveries);
        List<TopicPartition> places =
                List.of(new TopicPartition(SHORT, 0), new TopicPartition(LONG, 0));
        consumer.updateBeginningOffsets(Map.of(places.get(0), 0L, places.get(1), 0L));
        consumer.rebalance(places);
        consumer.setMaxPollRecords(10_000);
        counted.count(0);
    }

    @AfterEach
    void close() {
        session.abandon();
        consumer.close();
    }

    private int callBack(Delivery.SubscriptionRef subscription, int waiting) {
        int called = Math.min(waiting, room.getOrDefault(subscription.id(), 0));
        room.merge(subscription.id(), -called, Integer::sum);
        return called;
    }

    private final class Recorded implements RelaySession.Forward {

        @Override
        public CompletionStage<Void> forward(ConsumerRecord<byte[], byte[]> record, Instant now) {
            due.add(name(record));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> callBack(ConsumerRecord<byte[], byte[]> record) {
            calledBack.add(name(record));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean drop(ConsumerRecord<byte[], byte[]> record) {
            return over.contains(name(record));
        }

        private static String name(ConsumerRecord<byte[], byte[]> record) {
            return DeliveryCodec.decode(WireRecords.of(record)).body().text();
        }
    }

    private void parked(String name, SubscriptionId subscription, String topic) {
        RetryWait wait = new RetryWait(NOW, NOW.plus(Duration.ofMinutes(8)));
        append(name, subscription, topic, Progress.NEW.parked(ParkReason.LANE_FULL, wait));
    }

    private void append(String name, SubscriptionId subscription, String topic, Progress progress) {
        append(
                topic,
                DeliveryCodec.encode(aDelivery(subscription, 0, name).withProgress(progress)));
    }

    private void safetyCopy(String name, String topic) {
        safetyCopy(name, topic, Progress.NEW);
    }

    private void safetyCopy(String name, String topic, Progress progress) {
        Delivery delivery = aDelivery(healthy, 0, name).withProgress(progress);
        append(topic, DeliveryCodec.encodeSafetyCopy(delivery, name));
    }

    private void append(String topic, WireRecord encoded) {
        ProducerRecord<byte[], byte[]> record = WireRecords.to(topic, encoded);
        long offset = ends.merge(topic, 1L, Long::sum) - 1;
        consumer.addRecord(
                new ConsumerRecord<>(
                        topic,
                        0,
                        offset,
                        NOW.toEpochMilli(),
                        TimestampType.LOG_APPEND_TIME,
                        record.key().length,
                        record.value().length,
                        record.key(),
                        record.value(),
                        record.headers(),
                        Optional.empty()));
    }

    private void turn() {
        clock.advance(Duration.ofMillis(100));
        session.turn();
    }

    @Test
    void callsBackAsManyAsTheLaneHasRoomFor() {
        for (String name : List.of("a", "b", "c", "d")) {
            parked(name, healthy, LONG);
            parked("not-" + name, failing, LONG);
        }
        room.put(healthy, 3);
        turn();
        turn();
        assertThat(calledBack).containsExactly("a", "b", "c");

        room.put(healthy, 3);
        turn();
        assertThat(calledBack).containsExactly("a", "b", "c", "d");
        assertThat(due).isEmpty();
    }

    @Test
    void whatIsDueFirstComesFirst() {
        parked("later", healthy, LONG);
        parked("sooner", healthy, SHORT);
        room.put(healthy, 2);
        turn();

        assertThat(calledBack).containsExactly("sooner", "later");
    }

    @Test
    void whatWaitsForItsNextAttemptIsNotCalledBack() {
        RetryWait wait = new RetryWait(NOW, NOW.plus(Duration.ofMinutes(8)));
        append("retry", healthy, LONG, Progress.NEW.retrying(wait));
        room.put(healthy, 10);
        turn();

        assertThat(calledBack).isEmpty();
    }

    @Test
    void eachComesOnceWhetherDueOrCalled() {
        for (String name : List.of("a", "b", "c")) {
            parked(name, healthy, SHORT);
        }
        room.put(healthy, 1);
        turn();
        assertThat(calledBack).containsExactly("a");

        clock.advance(Duration.ofSeconds(8));
        room.put(healthy, 5);
        session.turn();
        turn();
        assertThat(due).containsExactly("b", "c");
        assertThat(calledBack).containsExactly("a");
    }

    @Test
    void callsNothingBackWithoutCredit() {
        parked("a", healthy, LONG);
        room.put(healthy, 1);
        counted.takeAll();
        turn();
        assertThat(calledBack).isEmpty();

        counted.count(0);
        turn();
        assertThat(calledBack).containsExactly("a");
    }

    @Test
    void callsNothingBackToLanesOfAnotherWorker() {
        parked("a", healthy, LONG);
        room.put(healthy, 1);
        deliveries = new OwnedPartitions(2, Set.of(1));
        turn();
        assertThat(calledBack).isEmpty();

        deliveries = new OwnedPartitions(2, Set.of(0));
        turn();
        assertThat(calledBack).containsExactly("a");
    }

    @Test
    void forgetsWhatAnotherRelayHas() {
        parked("moved", healthy, LONG);
        turn();
        consumer.rebalance(List.of(new TopicPartition(SHORT, 0)));
        room.put(healthy, 1);
        turn();

        assertThat(calledBack).isEmpty();
    }

    @Test
    void rejoinsWhenThePartitionsOfTheDeliveriesHaveMoved() {
        turn();
        assertThat(consumer.shouldRebalance()).isFalse();
        deliveries = new OwnedPartitions(12, Set.of(1, 2));
        turn();

        assertThat(consumer.shouldRebalance()).isTrue();
    }

    /** Not even that of a delivery that has been parked before. */
    @Test
    void aSafetyCopyIsNotCalledBack() {
        RetryWait wait = new RetryWait(NOW, NOW.plus(Duration.ofMinutes(8)));
        safetyCopy("copy", LONG, Progress.NEW.parked(ParkReason.LANE_FULL, wait));
        room.put(healthy, 10);
        turn();
        turn();

        assertThat(calledBack).isEmpty();
    }

    @Test
    void aSafetyCopyIsDoneAsSoonAsItsAttemptIsOver() {
        safetyCopy("copy", SHORT);
        safetyCopy("another", SHORT);
        turn();
        over.add("copy");
        turnAndCommit();
        assertThat(committed(SHORT).offset()).as("the first of them is done").isEqualTo(1);

        clock.advance(Duration.ofSeconds(8));
        turn();
        assertThat(due).containsExactly("another");
    }

    @Test
    void aSafetyCopyIsDoneBeforeItsPartitionIsGivenUp() {
        safetyCopy("copy", SHORT);
        turn();
        over.add("copy");
        TopicPartition kept = new TopicPartition(LONG, 0);
        consumer.rebalance(List.of(kept));
        consumer.rebalance(List.of(kept, new TopicPartition(SHORT, 0)));

        assertThat(committed(SHORT).offset()).isEqualTo(1);
    }

    @Test
    void aSafetyCopyIsDoneBeforeTheEnd() {
        safetyCopy("copy", SHORT);
        turn();
        over.add("copy");
        session.end();
        session.close();

        assertThat(committed(SHORT).offset()).isEqualTo(1);
    }

    private void turnAndCommit() {
        clock.advance(COMMIT_INTERVAL);
        session.turn();
    }

    private OffsetAndMetadata committed(String topic) {
        TopicPartition place = new TopicPartition(topic, 0);
        return Objects.requireNonNull(consumer.committed(Set.of(place)).get(place));
    }
}
