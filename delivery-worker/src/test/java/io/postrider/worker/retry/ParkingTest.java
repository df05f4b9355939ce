package io.postrider.worker.retry;

import static io.postrider.worker.Fixtures.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.ParkReason;
import io.postrider.model.Parked;
import io.postrider.model.Progress;
import io.postrider.model.RetryWait;
import io.postrider.model.retry.RetryLadder;
import io.postrider.model.retry.RetrySchedule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class ParkingTest {

    private static final RetrySchedule THREE_HOURS =
            new RetrySchedule(List.of(Duration.ofMinutes(30), Duration.ofMinutes(150)), 0);

    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(1));

    private static Progress parkedFor(Duration wait) {
        return Progress.NEW.parked(ParkReason.LANE_FULL, new RetryWait(NOW.minus(wait), NOW));
    }

    private static Optional<Progress> park(Progress progress, Duration wait, Instant now) {
        return Parking.whileFailing(progress, THREE_HOURS, wait, LONG_AGO, now);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "8, 16", "16, 16", "300, 16"})
    void eachWaitDoublesUpToABound(int before, int after) {
        assertThat(Parking.doubled(parkedFor(Duration.ofSeconds(before))))
                .isEqualTo(Duration.ofSeconds(after));
    }

    @Test
    void theFirstWaitIsTheShortest() {
        assertThat(Parking.doubled(Progress.NEW)).isEqualTo(Duration.ofSeconds(1));
        Progress afterARetry = Progress.NEW.retrying(new RetryWait(NOW, NOW.plusSeconds(300)));
        assertThat(Parking.doubled(afterARetry)).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"-60, 2", "0, 2", "30, 30", "240, 240", "86400, 240"})
    void isHeldForAsLongAsThePauseHasLastedWithinBounds(int lasted, int held) {
        Progress retrying = Progress.NEW.retrying(new RetryWait(NOW, NOW));
        Progress parked =
                Parking.whilePaused(retrying, Optional.of(NOW.minusSeconds(lasted)), NOW)
                        .orElseThrow();

        assertThat(parked.pause()).contains(new RetryWait(NOW, NOW.plusSeconds(held)));
        assertThat(parked.attempts()).isEqualTo(retrying.attempts());
        assertThat(parked.parked()).contains(new Parked(ParkReason.PAUSED, NOW));
    }

    @Test
    void aPauseDoesNotCountAsPatienceWithTheEndpoint() {
        Progress waited = park(Progress.NEW, Duration.ofSeconds(5), NOW).orElseThrow();
        Instant later = NOW.plus(Duration.ofHours(3));
        Progress held = Parking.whilePaused(waited, Optional.of(NOW), later).orElseThrow();

        assertThat(park(held, Duration.ofSeconds(5), later)).isPresent();
    }

    @Test
    void holdsNothingWithoutAPause() {
        assertThat(Parking.whilePaused(Progress.NEW, Optional.empty(), NOW)).isEmpty();
    }

    @Test
    void waitingForAnEndpointSpendsNoAttempt() {
        Progress parked = park(Progress.NEW, Duration.ofSeconds(5), NOW).orElseThrow();

        assertThat(parked.attempts()).isZero();
        assertThat(parked.pause()).contains(new RetryWait(NOW, NOW.plusSeconds(5)));
        assertThat(parked.parked()).contains(new Parked(ParkReason.ENDPOINT_FAILING, NOW));
    }

    @Test
    void waitsNoLongerThanTheAttemptsThatAreLeftWouldTake() {
        Progress first = park(Progress.NEW, Duration.ofHours(2), NOW).orElseThrow();
        Instant later = NOW.plus(Duration.ofHours(2));
        Progress second = park(first, Duration.ofHours(2), later).orElseThrow();

        assertThat(second.pause()).contains(new RetryWait(later, later.plus(Duration.ofHours(1))));
        assertThat(park(second, Duration.ofMinutes(1), NOW.plus(Duration.ofHours(3)))).isEmpty();
    }

    @Test
    void onlyTimeWithoutAnySuccessCounts() {
        Progress first = park(Progress.NEW, Duration.ofHours(2), NOW).orElseThrow();
        Instant later = NOW.plus(Duration.ofHours(4));

        assertThat(
                        Parking.whileFailing(
                                first,
                                THREE_HOURS,
                                Duration.ofMinutes(1),
                                later.minus(Duration.ofMinutes(179)),
                                later))
                .isPresent();
        assertThat(
                        Parking.whileFailing(
                                first,
                                THREE_HOURS,
                                Duration.ofMinutes(1),
                                later.minus(Duration.ofHours(3)),
                                later))
                .isEmpty();
    }

    @Test
    void whatWaitedForSomethingElseStillHasAllItsTime() {
        Instant dayBefore = NOW.minus(Duration.ofDays(1));
        Progress limited =
                Progress.NEW.parked(ParkReason.RATE_LIMIT, new RetryWait(dayBefore, NOW));

        Progress parked = park(limited, Duration.ofSeconds(5), NOW).orElseThrow();

        assertThat(parked.parked()).contains(new Parked(ParkReason.ENDPOINT_FAILING, NOW));
    }

    @Test
    void evenTheLastAttemptWaitsAnHourForItsEndpoint() {
        Progress last =
                Progress.NEW
                        .retrying(new RetryWait(NOW, NOW))
                        .retrying(new RetryWait(NOW, NOW))
                        .retrying(new RetryWait(NOW, NOW));

        assertThat(park(last, Duration.ofHours(5), NOW).orElseThrow().pause())
                .contains(new RetryWait(NOW, NOW.plus(Duration.ofHours(1))));
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
