package io.postrider.dispatcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.model.topic.IndexAge;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class FreshIndexTest {

    private static final TopicPartition PARTITION = new TopicPartition("subscriptions", 0);

    private final List<Long> awaited = new ArrayList<>();
    private long end = 10;
    private long now = Long.MAX_VALUE - 10;
    private boolean reads = true;

    private final FreshIndex index =
            new FreshIndex(
                    () -> Map.of(PARTITION, end),
                    ends -> {
                        awaited.add(ends.getOrDefault(PARTITION, -1L));
                        return reads;
                    },
                    () -> now);

    @Test
    void waitsBeforeTheFirstEvents() {
        index.await();

        assertThat(awaited).containsExactly(10L);
    }

    @Test
    void asksAgainOnceTheAnswerIsTooOld() {
        index.await();
        end = 11;
        now += IndexAge.MAX.toNanos();
        index.await();
        assertThat(awaited).as("within the age").containsExactly(10L);

        now++;
        index.await();

        assertThat(awaited).containsExactly(10L, 11L);
    }

    /** The age counts from the question: what was written after it may be missing. */
    @Test
    void countsTheAgeFromTheQuestion() {
        FreshIndex slow =
                new FreshIndex(
                        () -> {
                            now += IndexAge.MAX.toNanos() + 1;
                            return Map.of(PARTITION, end);
                        },
                        ends -> awaited.add(ends.getOrDefault(PARTITION, -1L)),
                        () -> now);

        slow.await();
        slow.await();

        assertThat(awaited).hasSize(2);
    }

    @Test
    void holdsEventsBackWhileTheFollowerIsBehind() {
        reads = false;
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(index::await);
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(index::await);

        reads = true;
        index.await();

        assertThat(awaited).hasSize(3);
    }
}
