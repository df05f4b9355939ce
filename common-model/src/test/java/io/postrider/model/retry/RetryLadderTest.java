package io.postrider.model.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.RetryWait;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class RetryLadderTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "1s, 1s",
        "2s, 2s",
        "3s, 2s",
        "5s, 4s",
        "5m, 4m",
        "30m, 16m",
        "2h, 2h",
        "5h, 4h",
        "14h, 8h",
        "24h, 16h"
    })
    void waitsFirstInTheTierThatFits(String delay, String tier) {
        var wait = new RetryWait(START, START.plus(ShortDuration.parse(delay)));

        assertThat(RetryLadder.STANDARD.nextTier(wait, START)).contains(ShortDuration.parse(tier));
    }

    @ParameterizedTest
    @CsvSource({"0s, 1s", "1s, 1s", "11s, 16s", "31s, 32s", "33s, 1m", "20h, 16h"})
    void coversAWaitByOneTierWhereThereIsOne(String wait, String tier) {
        assertThat(RetryLadder.STANDARD.covering(ShortDuration.parse(wait)))
                .isEqualTo(ShortDuration.parse(tier));
    }

    @Test
    void isDueWhenTheTimeHasComeOrPassed() {
        var wait = new RetryWait(START, START.plusSeconds(10));

        assertThat(RetryLadder.STANDARD.nextTier(wait, START.plusMillis(9_700))).isEmpty();
        assertThat(RetryLadder.STANDARD.nextTier(wait, START.plusSeconds(500))).isEmpty();
    }

    @Test
    void tiersMustBeWholeSecondsAndAscend() {
        assertThatThrownBy(() -> new RetryLadder(List.of()))
                .hasMessageContaining("at least one tier");
        assertThatThrownBy(() -> new RetryLadder(List.of(Duration.ofMillis(1500))))
                .hasMessageContaining("whole seconds");
        assertThatThrownBy(() ->
                        new RetryLadder(List.of(Duration.ofSeconds(2), Duration.ofSeconds(1))))
                .hasMessageContaining("ascend");
    }
}
