package io.postrider.worker.kafka;

import static io.postrider.worker.Fixtures.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class DeliveryLagTest {

    private final DeliveryLag lag = new DeliveryLag();
    private Instant now = NOW;

    private void update(long... behind) {
        now = now.plusSeconds(1);
        look(behind);
    }

    private void look(long... behind) {
        List<TopicPartition> places =
                IntStream.range(0, behind.length)
                        .mapToObj(i -> new TopicPartition("deliveries", i))
                        .toList();
        Map<TopicPartition, Long> ends = new HashMap<>();
        places.forEach(place -> ends.put(place, behind[place.partition()]));
        try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest")) {
            consumer.assign(places);
            consumer.updateEndOffsets(ends);
            places.forEach(place -> consumer.seek(place, 0));
            lag.look(
                    consumer,
                    places.stream().map(place -> new AssignedPartition(place, null)).toList(),
                    now);
        }
    }

    @Test
    void isLongWhereMostPartitionsAreFarBehind() {
        update(2_001, 5_000, 0);
        assertThat(lag.isLong()).isTrue();
        update(2_000, 2_000, 0);
        assertThat(lag.isLong()).isFalse();
    }

    @Test
    void onePartitionThatStandsStillIsNoReason() {
        update(0, 1_000_000, 10);
        assertThat(lag.isLong()).isFalse();
        update(0, 1_000_000);
        assertThat(lag.isLong()).isFalse();
    }

    @Test
    void looksNowAndThen() {
        update(0);
        look(1_000_000);
        assertThat(lag.isLong()).isFalse();
        update(1_000_000);
        assertThat(lag.isLong()).isTrue();
    }

    @Test
    void aWorkerWithoutPartitionsIsNotBehind() {
        update();
        assertThat(lag.isLong()).isFalse();
    }

    @Test
    void isLongUntilItIsKnownAndWhileNothingIsTaken() {
        assertThat(lag.isLong()).isTrue();
        update(0);
        assertThat(lag.isLong()).isFalse();
        lag.lost();
        assertThat(lag.isLong()).isTrue();
    }
}
