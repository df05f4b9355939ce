package io.postrider.subscription.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.kafka.BackwardTail.Seen;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

class BackwardTailTest {

    private static final TopicPartition PARTITION = new TopicPartition("events", 0);

    private static void read(BackwardTail tail, LongPredicate there) {
        for (long offset = tail.windowStart(); offset < tail.windowEnd(); offset++) {
            if (there.test(offset)) {
                tail.take(new Seen(offset, Instant.EPOCH, Optional.empty()));
            }
        }
        tail.windowRead();
    }

    private static List<Long> all(BackwardTail tail, LongPredicate there) {
        List<Long> offsets = new ArrayList<>();
        while (!tail.isDone()) {
            while (tail.isToBeRead()) {
                read(tail, there);
            }
            if (tail.latest().isPresent()) {
                offsets.add(tail.next().offset());
            }
        }
        return offsets;
    }

    @Test
    void goesFromTheEndToTheBeginningOverManyWindows() {
        List<Long> offsets = all(new BackwardTail(PARTITION, 7, 357), _ -> true);

        assertThat(offsets).hasSize(350).startsWith(356L, 355L).endsWith(8L, 7L);
    }

    @Test
    void goesPastOffsetsWithoutARecord() {
        List<Long> offsets = all(new BackwardTail(PARTITION, 0, 1_000), it -> it % 333 == 1);

        assertThat(offsets).containsExactly(667L, 334L, 1L);
    }

    @Test
    void anotherOneGoesOnWhereItEnded() {
        BackwardTail tail = new BackwardTail(PARTITION, 0, 10);
        read(tail, _ -> true);
        tail.next();
        tail.next();

        assertThat(all(new BackwardTail(PARTITION, 0, tail.end()), _ -> true))
                .startsWith(7L)
                .hasSize(8);
    }

    @Test
    void thereIsNothingWhereItEndsBeforeItBegins() {
        BackwardTail tail = new BackwardTail(PARTITION, 9, 3);

        assertThat(tail.isDone()).isTrue();
        assertThat(tail.isToBeRead()).isFalse();
    }
}
