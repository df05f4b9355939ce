package io.postrider.worker.retry;

import static io.postrider.worker.Fixtures.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.ParkReason;
import io.postrider.model.Progress;
import io.postrider.model.RetryWait;
import io.postrider.model.retry.RetryLadder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Optional;

class ParkingTest {

    private static Progress afterAWaitOf(Duration wait) {
        return Progress.NEW.parked(ParkReason.LANE_FULL, new RetryWait(NOW.minus(wait), NOW));
    }

    @Test
    void theFirstWaitIsTheShortestAndSpendsNoAttempt() {
        Progress parked = Parking.forRoom(Progress.NEW, ParkReason.LANE_FULL, NOW);

        assertThat(parked.attempts()).isZero();
        assertThat(parked.pause()).contains(new RetryWait(NOW, NOW.plusSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "8, 16", "16, 16", "300, 16"})
    void eachWaitDoublesUpToABound(int before, int after) {
        assertThat(
                        Parking.forRoom(
                                        afterAWaitOf(Duration.ofSeconds(before)),
                                        ParkReason.LANE_FULL,
                                        NOW)
                                .pause())
                .contains(new RetryWait(NOW, NOW.plusSeconds(after)));
    }

    @Test
    void releasesWhatIsDueAndWhatDoesNotWait() {
        ReleaseRule rule = new ReleaseRule(RetryLadder.STANDARD);
        Progress waiting = Progress.NEW.retrying(new RetryWait(NOW, NOW.plusSeconds(6)));

        assertThat(rule.nextTier(waiting, NOW)).contains(Duration.ofSeconds(4));
        assertThat(rule.nextTier(waiting, NOW.plusSeconds(4))).contains(Duration.ofSeconds(2));
        assertThat(rule.nextTier(waiting, NOW.plusSeconds(6))).isEqualTo(Optional.empty());
        assertThat(rule.nextTier(Progress.NEW, NOW)).isEmpty();
    }
}
