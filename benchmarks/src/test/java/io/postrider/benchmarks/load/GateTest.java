package io.postrider.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postrider.benchmarks.receiver.Spread;
import io.postrider.benchmarks.receiver.Tally;

import org.junit.jupiter.api.Test;

class GateTest {

    @Test
    void anEvenRateIsDueWhateverHappenedBefore() {
        Pacing pacing = new Pacing(1_000, 1_000);

        assertThat(pacing.dueAt(0, 99)).isEqualTo(1_000);
        assertThat(pacing.dueAt(30_000, 99)).isEqualTo(1_000 + 30_000_000_000L);
        assertThat(pacing.waitFor(1, 1_000)).isEqualTo(1_000_000);
        assertThat(pacing.waitFor(1, 5_000_000)).isNegative();
    }

    @Test
    void unevenRatesDoNotDrift() {
        assertThat(new Pacing(0, 3).dueAt(3_000_000, 0)).isEqualTo(1_000_000_000_000_000L);
    }

    @Test
    void aRateIsAboveZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Pacing(0, 0));
    }

    @Test
    void theBacklogIsBoundedInDeliveries() {
        Backlog backlog = new Backlog(new Tally(new Spread(10, 10)), 10, 100);

        assertThat(backlog.waitFor(9, 0)).isZero();
        assertThat(backlog.waitFor(10, 0)).isPositive();
        assertThat(backlog.dueAt(9, 77)).isEqualTo(77);
    }

    @Test
    void aLimitLetsThroughSoManyAndNoMore() {
        Limit limit = new Limit(new Pacing(0, 1), 2);

        assertThat(limit.waitFor(1, Long.MAX_VALUE)).isNegative();
        assertThat(limit.waitFor(2, Long.MAX_VALUE)).isPositive();
    }
}
