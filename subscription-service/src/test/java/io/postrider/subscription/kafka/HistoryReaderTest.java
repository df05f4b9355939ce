package io.postrider.subscription.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postrider.model.topic.Topic;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.subscription.Reports;
import io.postrider.subscription.history.DeliveryFacts;
import io.postrider.subscription.history.DeliveryState;
import io.postrider.subscription.history.HistoryBatch;
import io.postrider.subscription.history.HistoryStore;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** With a consumer of which the test decides what it reads. */
class HistoryReaderTest {

    private static final TopicPartition QUEUE = new TopicPartition("deliveries", 0);
    private static final TopicPartition ATTEMPTS = new TopicPartition("attempts", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final RecordingStore store = new RecordingStore();
    private final Reports reports = Reports.ofDeliveryTo("wh_1");
    private final Reports others = Reports.ofDeliveryTo("wh_2");
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private long time;

    private final HistoryReader reader =
            new HistoryReader(
                    consumer,
                    Map.of("deliveries", Topic.DELIVERIES, "attempts", Topic.ATTEMPTS),
                    store,
                    HistoryMeters.in(new SimpleMeterRegistry()),
                    () -> time);

    private static final class RecordingStore implements HistoryStore {

        private final List<HistoryBatch> batches = new ArrayList<>();
        private boolean away;

        @Override
        public void apply(HistoryBatch batch) {
            if (away) {
                throw new IllegalStateException("PostgreSQL is away");
            }
            batches.add(batch);
        }

        List<DeliveryState> states() {
            return batches.stream()
                    .flatMap(batch -> batch.deliveries().stream())
                    .map(facts -> facts.standing().value().state())
                    .toList();
        }
    }

    @BeforeEach
    void assign() {
        consumer.updateBeginningOffsets(Map.of(QUEUE, 0L, ATTEMPTS, 0L));
        consumer.rebalance(Set.of(QUEUE, ATTEMPTS));
    }

    private void write(TopicPartition partition, WireRecord record) {
        long offset = ends.merge(partition, 1L, Long::sum) - 1;
        ProducerRecord<byte[], byte[]> written = WireRecords.to(partition.topic(), record);
        consumer.addRecord(
                new ConsumerRecord<>(
                        partition.topic(),
                        partition.partition(),
                        offset,
                        0,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        written.key(),
                        written.value(),
                        written.headers(),
                        Optional.empty()));
    }

    private boolean readAfter(Duration pause) {
        time += pause.toNanos();
        return reader.read();
    }

    private boolean readSoon() {
        return readAfter(Duration.ofMillis(300));
    }

    private long committed(TopicPartition partition) {
        return Objects.requireNonNull(consumer.committed(Set.of(partition)).get(partition))
                .offset();
    }

    @Test
    void storesADeliveryOnceAndThenCommits() {
        write(QUEUE, reports.queued());
        write(ATTEMPTS, reports.delivered(1));

        assertThat(readSoon()).isTrue();

        assertThat(store.states()).containsExactly(DeliveryState.DELIVERED);
        assertThat(committed(QUEUE)).isEqualTo(1);
        assertThat(committed(ATTEMPTS)).isEqualTo(1);
    }

    @Test
    void commitsNothingPastWhatIsHeldBack() {
        write(QUEUE, others.queued());
        write(ATTEMPTS, others.delivered(1));
        var _ = readSoon();
        write(QUEUE, reports.queued());
        var _ = readSoon();
        write(QUEUE, Reports.ofDeliveryTo("wh_3").queued());
        var _ = readSoon();
        assertThat(committed(QUEUE)).isEqualTo(1);

        write(ATTEMPTS, reports.delivered(1));
        var _ = readSoon();

        assertThat(committed(QUEUE)).isEqualTo(2);
        assertThat(committed(ATTEMPTS)).isEqualTo(1);
    }

    @Test
    void showsWithinTwoSecondsThatADeliveryIsQueued() {
        write(QUEUE, reports.queued());
        var _ = readSoon();
        assertThat(store.states()).isEmpty();

        var _ = readAfter(Duration.ofMillis(1_500));

        assertThat(store.states()).containsExactly(DeliveryState.PENDING);
        assertThat(committed(QUEUE)).isEqualTo(1);
    }

    @Test
    void readsAgainWhatWasNotStored() {
        write(QUEUE, others.queued());
        var _ = readSoon();
        write(QUEUE, reports.queued());
        write(ATTEMPTS, reports.delivered(1));
        store.away = true;
        assertThat(readSoon()).isFalse();
        assertThat(committed(QUEUE)).isZero();
        assertThat(consumer.position(QUEUE)).isZero();
        assertThat(consumer.position(ATTEMPTS)).isZero();
        assertThat(consumer.paused()).isEmpty();

        store.away = false;
        ends.clear();
        write(QUEUE, others.queued());
        write(QUEUE, reports.queued());
        write(ATTEMPTS, reports.delivered(1));
        assertThat(readSoon()).isTrue();
        assertThat(readAfter(Duration.ofSeconds(2))).isTrue();

        assertThat(store.states()).containsExactly(DeliveryState.DELIVERED, DeliveryState.PENDING);
        assertThat(committed(QUEUE)).isEqualTo(2);
    }

    @Test
    void leavesWhatItCouldNotStoreToWhoeverReadsItNext() {
        write(QUEUE, others.queued());
        var _ = readSoon();
        write(QUEUE, reports.queued());
        write(ATTEMPTS, reports.delivered(1));
        store.away = true;
        assertThat(readSoon()).isFalse();
        store.away = false;
        consumer.rebalance(Set.of());

        assertThat(readAfter(Duration.ofSeconds(2))).isTrue();

        assertThat(store.batches).isEmpty();
    }

    @Test
    void storesAllBeforeAnotherReadsOn() {
        write(QUEUE, reports.queued());
        var _ = readSoon();
        assertThat(store.batches).isEmpty();

        consumer.rebalance(Set.of(ATTEMPTS));

        assertThat(store.batches)
                .flatExtracting(HistoryBatch::deliveries)
                .extracting(DeliveryFacts::ref)
                .hasSize(1);
        consumer.rebalance(Set.of(QUEUE, ATTEMPTS));
        assertThat(committed(QUEUE)).isEqualTo(1);
    }

    @Test
    void commitsNothingOfPartitionsThatItLost() {
        write(QUEUE, reports.queued());
        var _ = readSoon();
        reader.onPartitionsLost(Set.of(QUEUE));
        write(ATTEMPTS, reports.delivered(1));

        var _ = readSoon();

        assertThat(store.states()).containsExactly(DeliveryState.DELIVERED);
        assertThat(committed(QUEUE)).isZero();
        assertThat(committed(ATTEMPTS)).isEqualTo(1);
    }
}
