package io.postrider.subscription.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.testing.SettableClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class TimeOrderedIdsTest {

    private final SettableClock clock = SettableClock.at("2026-01-01T00:00:00Z");

    private static RandomBytes filledWith(int value) {
        return count -> {
            byte[] bytes = new byte[count];
            Arrays.fill(bytes, (byte) value);
            return bytes;
        };
    }

    @Test
    void sortsByTime() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            ids.add(new TimeOrderedIds(clock, filledWith(255 - i)).next());
            clock.advance(Duration.ofMillis(1L << (i % 20)));
        }

        assertThat(ids).isSorted().allMatch(id -> id.matches("[0-9a-hjkmnp-tv-z]{26}"));
    }

    @Test
    void differsByChanceWithinAMillisecond() {
        assertThat(new TimeOrderedIds(clock, filledWith(1)).next())
                .isNotEqualTo(new TimeOrderedIds(clock, filledWith(2)).next());
    }
}
