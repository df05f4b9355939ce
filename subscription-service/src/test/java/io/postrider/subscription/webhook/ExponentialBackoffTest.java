package io.postrider.subscription.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Optional;

class ExponentialBackoffTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "5, 1000, 2, -, 1 2 4 8",
                "4, 5000, 5, -, 5 25 125",
                "4, 1500, 2, -, 2 3 6",
                "1, 1000, 2, -, ''",
                "5, 30000, 2, 60000, 30 60 60 60",
                "3, 80000000, 2, -, 80000 86400",
                "3, 1, 1, -, 1 1",
            })
    void writesTheDelaysOut(
            int attempts, int initial, double multiplier, Integer longest, String seconds) {
        ExponentialBackoff backoff =
                new ExponentialBackoff(
                        attempts,
                        Duration.ofMillis(initial),
                        multiplier,
                        Optional.ofNullable(longest).map(Duration::ofMillis));

        assertThat(
                        backoff.toSchedule(0).delays().stream()
                                .map(delay -> Long.toString(delay.toSeconds()))
                                .reduce((a, b) -> a + " " + b)
                                .orElse(""))
                .isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1000, 2, max_attempts",
        "52, 1000, 2, max_attempts",
        "5, 0, 2, initial_delay",
        "5, 86400001, 2, initial_delay",
        "5, 1000, 0.5, backoff_multiplier",
        "5, 1000, NaN, backoff_multiplier",
    })
    void namesTheFieldThatIsOutOfBounds(
            int attempts, long initial, double multiplier, String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ExponentialBackoff(
                                attempts, Duration.ofMillis(initial), multiplier, Optional.empty()))
                .withMessageContaining(field);
    }

    @Test
    void refusesALongestDelayBeyondADay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ExponentialBackoff(
                                5, Duration.ofSeconds(1), 2, Optional.of(Duration.ofDays(2))))
                .withMessageContaining("max_delay");
    }
}
