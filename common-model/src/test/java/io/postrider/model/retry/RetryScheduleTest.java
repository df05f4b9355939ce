package io.postrider.model.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

class RetryScheduleTest {

    private static final RetrySchedule TWO_DELAYS =
            new RetrySchedule(List.of(Duration.ofSeconds(5), Duration.ofMinutes(5)), 0);

    @Test
    void givesTheDelayAfterEachAttemptUntilItIsExhausted() {
        assertThat(TWO_DELAYS.delayAfter(1, 0.5)).contains(Duration.ofSeconds(5));
        assertThat(TWO_DELAYS.delayAfter(2, 0.5)).contains(Duration.ofMinutes(5));
        assertThat(TWO_DELAYS.delayAfter(3, 0.5)).isEmpty();
        assertThat(TWO_DELAYS.maxAttempts()).isEqualTo(3);
    }

    @Property
    void jitterStaysWithinItsPart(
            @ForAll @IntRange(min = 1, max = 9) int attempts,
            @ForAll @DoubleRange(max = 1) double chance) {
        Duration nominal = RetrySchedule.STANDARD.delays().get(attempts - 1);

        Duration delay = RetrySchedule.STANDARD.delayAfter(attempts, chance).orElseThrow();

        assertThat(delay.toMillis())
                .isBetween(
                        (long) (nominal.toMillis() * 0.9) - 500,
                        (long) (nominal.toMillis() * 1.1) + 500);
        assertThat(delay.toMillisPart()).isZero();
    }

    @Test
    void waitsAtLeastAsLongAsTheReceiverAsks() {
        assertThat(TWO_DELAYS.delayAfter(1, 0.5, Optional.of(Duration.ofSeconds(60))))
                .contains(Duration.ofSeconds(60));
        assertThat(TWO_DELAYS.delayAfter(1, 0.5, Optional.of(Duration.ofSeconds(1))))
                .contains(Duration.ofSeconds(5));
    }

    @Test
    void jitterNeverShortensWhatTheReceiverAsks() {
        RetrySchedule jittered = new RetrySchedule(List.of(Duration.ofSeconds(5)), 0.5);
        Optional<Duration> asked = Optional.of(Duration.ofMillis(60_400));

        assertThat(jittered.delayAfter(1, 0, asked)).contains(Duration.ofSeconds(61));
        assertThat(jittered.delayAfter(1, 1, asked)).contains(Duration.ofSeconds(92));
    }

    @Test
    void aReceiverCannotPostponeForMoreThanADay() {
        assertThat(TWO_DELAYS.delayAfter(1, 0.5, Optional.of(Duration.ofDays(365))))
                .contains(Duration.ofHours(24));
    }

    @Test
    void aReceiverCannotProlongAnExhaustedSchedule() {
        assertThat(TWO_DELAYS.delayAfter(3, 0.5, Optional.of(Duration.ofSeconds(1)))).isEmpty();
    }

    @Test
    void boundsAreNamed() {
        assertThatThrownBy(() -> new RetrySchedule(List.of(Duration.ofMillis(500)), 0))
                .hasMessage("a retry delay must be 1s to 24h, not 500 ms");
        assertThatThrownBy(() -> new RetrySchedule(List.of(Duration.ofHours(25)), 0))
                .hasMessageContaining("1s to 24h");
        assertThatThrownBy(
                        () -> new RetrySchedule(Collections.nCopies(51, Duration.ofSeconds(1)), 0))
                .hasMessage("a retry schedule has at most 50 delays, not 51");
        assertThatThrownBy(() -> new RetrySchedule(List.of(), 0.6))
                .hasMessage("jitter must be 0 to 0.5, not 0.6");
        assertThatThrownBy(() -> new RetrySchedule(List.of(), Double.NaN))
                .hasMessageContaining("jitter");
    }

    @Test
    void durationsAreWrittenAsPeopleDo() {
        assertThat(ShortDuration.format(Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(ShortDuration.format(Duration.ofMinutes(2))).isEqualTo("2m");
        assertThat(ShortDuration.format(Duration.ofDays(1))).isEqualTo("24h");
        assertThat(ShortDuration.parse("1d")).isEqualTo(Duration.ofDays(1));
        assertThatThrownBy(() -> ShortDuration.parse("1.5s"))
                .hasMessageContaining("'1.5s' must be a whole number and one of s, m, h, d");
    }
}
