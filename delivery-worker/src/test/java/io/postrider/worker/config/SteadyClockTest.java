package io.postrider.worker.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class SteadyClockTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final int LOOKS = 1_000;

    @Test
    void startsWhereItIsSet() {
        assertThat(SteadyClock.startingAt(START).instant())
                .isBetween(START, START.plus(Duration.ofHours(1)));
    }

    /** And not with the time of day, which somebody may set while it runs. */
    @Test
    void goesOnWithTheMonotonicClock() {
        SteadyClock clock = SteadyClock.startingAt(START);
        for (int i = 0; i < LOOKS; i++) {
            long beforeFirst = System.nanoTime();
            Instant first = clock.instant();
            long afterFirst = System.nanoTime();
            long beforeSecond = System.nanoTime();
            Instant second = clock.instant();
            long afterSecond = System.nanoTime();

            assertThat(Duration.between(first, second).toNanos())
                    .isBetween(beforeSecond - afterFirst, afterSecond - beforeFirst);
        }
    }
}
