package io.postrider.subscription.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.subscription.refusal.RefusedException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

class PeriodTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:34:56Z");

    private static Period.Wanted from(String from) {
        return new Period.Wanted(Optional.of(Instant.parse(from)), Optional.empty());
    }

    private static final Period.Wanted ANY = new Period.Wanted(Optional.empty(), Optional.empty());

    @Test
    void isWidenedToWholeIntervals() {
        Period period = Period.of(from("2026-03-10T09:20:00Z"), Interval.HOUR, NOW);

        assertThat(period.from()).isEqualTo("2026-03-10T09:00:00Z");
        assertThat(period.to()).isEqualTo("2026-03-10T13:00:00Z");
        assertThat(period.intervals()).isEqualTo(4);
    }

    @Test
    void reachesBackAsFarAsIsUsualForTheInterval() {
        assertThat(Period.of(ANY, Interval.MINUTE, NOW).intervals()).isEqualTo(61);
        assertThat(Period.of(ANY, Interval.HOUR, NOW).intervals()).isEqualTo(25);
        assertThat(Period.of(ANY, Interval.DAY, NOW).intervals()).isEqualTo(31);
        assertThat(Period.whole(ANY, NOW).from()).isEqualTo("2026-03-09T12:00:00Z");
    }

    @Test
    void isToldByTheMinuteWhereItIsShortAndRecent() {
        assertThat(Period.whole(from("2026-03-10T07:00:00Z"), NOW).interval())
                .isEqualTo(Interval.MINUTE);
        assertThat(Period.whole(from("2026-03-10T06:00:00Z"), NOW).interval())
                .isEqualTo(Interval.HOUR);
        Period.Wanted longAgo =
                new Period.Wanted(
                        Optional.of(NOW.minus(Duration.ofDays(3))),
                        Optional.of(NOW.minus(Duration.ofDays(3)).plusSeconds(60)));
        assertThat(Period.whole(longAgo, NOW).interval()).isEqualTo(Interval.HOUR);
    }

    @Test
    void refusesWhatIsNotKeptOrTooMuch() {
        assertThatThrownBy(() -> Period.of(from("2026-03-08T12:00:00Z"), Interval.MINUTE, NOW))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("at most 1500");
        Period.Wanted tooOld =
                new Period.Wanted(
                        Optional.of(NOW.minus(Duration.ofDays(3))),
                        Optional.of(NOW.minus(Duration.ofDays(3)).plusSeconds(60)));
        assertThatThrownBy(() -> Period.of(tooOld, Interval.MINUTE, NOW))
                .hasMessageContaining("reach back 48 hours");
        assertThatThrownBy(() -> Period.of(from("2026-03-11T00:00:00Z"), Interval.HOUR, NOW))
                .hasMessageContaining("from must be before to");
    }
}
