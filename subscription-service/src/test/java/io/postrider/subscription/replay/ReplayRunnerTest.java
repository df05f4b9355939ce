package io.postrider.subscription.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.replay.ReplayQueue.Outlook;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Optional;

class ReplayRunnerTest {

    @Test
    void waitsQuietlyWhileNoneRuns() {
        assertThat(ReplayRunner.wait(new Outlook(0, Optional.empty())))
                .isEqualTo(ReplayRunner.POLL);
    }

    @ParameterizedTest
    @CsvSource({
        "PT-3S, PT0S",
        "PT0S, PT0S",
        "PT0.001S, PT0.005S",
        "PT0.2S, PT0.2S",
        "PT9S, PT0.5S"
    })
    void waitsUntilOneIsDueAndNoLongerThanANewOneShould(Duration until, Duration waits) {
        assertThat(ReplayRunner.wait(new Outlook(1, Optional.of(until)))).isEqualTo(waits);
    }
}
