package io.postrider.worker.kafka;

import static io.postrider.worker.Fixtures.NOW;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Credit of a worker that is behind as a test says. */
final class CountedCredit {

    private final ReleaseCredit credit = new ReleaseCredit();
    private Instant now = NOW;

    ReleaseCredit credit() {
        return credit;
    }

    /** What a partition is behind that is paused. */
    static final long PAUSED = -1;

    /** A second after the last time: each number is what a partition is behind. */
    void count(long... behind) {
        countAfter(Duration.ofSeconds(1), behind);
    }

    void countAfter(Duration passed, long... behind) {
        now = now.plus(passed);
        List<TopicPartition> places =
                IntStream.range(0, behind.length)
                        .mapToObj(i -> new TopicPartition("deliveries", i))
                        .toList();
        Map<TopicPartition, Long> ends = new HashMap<>();
        places.forEach(place -> ends.put(place, Math.max(0, behind[place.partition()])));
        try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest")) {
            consumer.assign(places);
            consumer.updateEndOffsets(ends);
            places.forEach(place -> consumer.seek(place, 0));
            credit.count(
                    consumer,
                    places.stream()
                            .map(place -> assigned(place, behind[place.partition()] == PAUSED))
                            .toList(),
                    now);
        }
    }

    private static AssignedPartition assigned(TopicPartition place, boolean paused) {
        AssignedPartition assigned = new AssignedPartition(place, null);
        assigned.setPaused(paused);
        return assigned;
    }

    /** Takes all that is left, and says how much it was. */
    int takeAll() {
        int taken = 0;
        while (credit.take()) {
            taken++;
        }
        return taken;
    }
}
