package io.postrider.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

class SettableClockTest {

    @Test
    void movesOnlyWhenMovedInEveryZone() {
        SettableClock clock = SettableClock.at("2026-01-01T00:00:00Z");
        Clock inVienna = clock.withZone(ZoneId.of("Europe/Vienna"));

        clock.advance(Duration.ofMinutes(2));
        assertThat(clock.instant()).isEqualTo("2026-01-01T00:02:00Z");
        assertThat(inVienna.instant()).isEqualTo(clock.instant());

        clock.set(Instant.EPOCH);
        assertThat(inVienna.instant()).isEqualTo(Instant.EPOCH);
    }
}
