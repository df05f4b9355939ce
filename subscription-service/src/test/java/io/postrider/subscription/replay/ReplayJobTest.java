package io.postrider.subscription.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.DeliveryId;
import io.postrider.subscription.access.Actor;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.deadletter.DeadLetters;
import io.postrider.subscription.deadletter.DeadLetters.Mark;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

class ReplayJobTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Mark MARK =
            new Mark(NOON, new DeliveryId("dlv_00000000000000000000000000000000"));
    private static final ReplaySelection ALL =
            new ReplaySelection(
                    new DeadLetters.Filter(
                            Reach.EVERYBODY,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()),
                    Optional.empty());

    private static ReplayJob of(long letters, int rate) {
        return ReplayJob.begin(
                "rpl_1",
                Actor.POSTRIDER,
                ALL,
                new Extent(letters, 0, Map.of(0, 7L)),
                new ReplayJob.Terms(new ReplayRate(rate), NOON));
    }

    @Test
    void isOverAsItBeginsWithoutLetters() {
        assertThat(of(0, 1).state()).isEqualTo(ReplayState.DONE);
        assertThat(of(0, 1).finishedAt()).contains(NOON);
        assertThat(of(1, 1).state()).isEqualTo(ReplayState.RUNNING);
    }

    @Test
    void countsWhatItNeverCameUponAsSkipped() {
        ReplayJob job = of(4, 1);
        job = job.past(MARK, job.counts().oneReplayed()).past(MARK, job.counts().oneReplayed());
        ReplayCounts counts = job.past(MARK, job.counts().oneFailed("gone")).done(NOON).counts();

        assertThat(counts.skipped()).isEqualTo(2);
        assertThat(counts.left()).isZero();
        assertThat(counts.failures()).containsExactly(Map.entry("gone", 1L));
    }

    @Test
    void answersARepeatedRequestAsTheFirst() {
        ReplayJob job = of(4, 3);

        assertThat(job.past(MARK, job.counts().oneReplayed()).cancelled(NOON).asBegun())
                .isEqualTo(job);
    }

    @Test
    void waitsForWhatIsAwayHoweverLong() {
        ReplayJob job = of(1, 1);
        for (int i = 0; i < 1_000; i++) {
            job = job.waiting("Kafka does not answer");
        }

        assertThat(job.state()).isEqualTo(ReplayState.RUNNING);
        assertThat(job.problem()).contains("Kafka does not answer");
        assertThat(job.past(MARK, job.counts()).problem()).isEmpty();
    }

    @Test
    void givesUpOnAFaultThatComesAgainAndAgain() {
        ReplayJob job = of(1, 1);
        for (int i = 1; i < ReplayJob.MOST_TROUBLES; i++) {
            job = job.stumbled("odd", NOON);
            assertThat(job.state()).isEqualTo(ReplayState.RUNNING);
            assertThat(job.rest()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
        }

        assertThat(job.past(MARK, job.counts()).stumbled("odd", NOON).state())
                .isEqualTo(ReplayState.RUNNING);
        assertThat(job.stumbled("odd", NOON).state()).isEqualTo(ReplayState.FAILED);
    }

    @Test
    void expectsToEndAtItsRateOrAsSlowlyAsItHasBeen() {
        ReplayJob job = of(100, 10);
        assertThat(job.expectedEnd(NOON)).contains(NOON.plusSeconds(10));

        ReplayCounts half = new ReplayCounts(100, 50, 0, 0, Map.of());
        assertThat(job.past(MARK, half).expectedEnd(NOON.plusSeconds(60)))
                .contains(NOON.plusSeconds(120));
        assertThat(job.past(MARK, half).expectedEnd(NOON.plusSeconds(1)))
                .contains(NOON.plusSeconds(6));
        assertThat(job.cancelled(NOON).expectedEnd(NOON)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 1", "50, 12", "200, 50", "1000, 50"})
    void worksOnAPageAtATime(int rate, int letters) {
        assertThat(new ReplayRate(rate).page()).isEqualTo(letters);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_001})
    void refusesARateOutOfBounds(int rate) {
        assertThatThrownBy(() -> new ReplayRate(rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 1000");
    }
}
