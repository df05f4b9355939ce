package io.postrider.subscription.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.postrider.subscription.quota.SharedRate.Verdict;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;

class SharedRateTest {

    private final SettableTime time = new SettableTime();
    private final InMemoryBucket shared = new InMemoryBucket();
    private final SharedRate one = new SharedRate(10, time);
    private final SharedRate other = new SharedRate(10, time);

    /** The bucket that instances share. */
    private final class InMemoryBucket implements SharedBuckets {

        private @Nullable Bucket bucket;
        private boolean away;
        private long told;

        @Override
        public Duration spend(String name, BucketConfiguration configuration, long tokens) {
            if (away) {
                throw new IllegalStateException("away");
            }
            told += tokens;
            Bucket current = bucket;
            if (current == null) {
                current =
                        Bucket.builder()
                                .addLimit(configuration.getBandwidths()[0])
                                .withCustomTimePrecision(time)
                                .build();
                bucket = current;
            }
            return Duration.ofNanos(current.consumeIgnoringRateLimits(tokens));
        }
    }

    private static int taken(SharedRate rate, int wanted) {
        int taken = 0;
        while (taken < wanted && rate.take(1) instanceof Verdict.Taken) {
            taken++;
        }
        return taken;
    }

    @Test
    void takesTenSecondsOfTheRateAtOnceAndThenTheRate() {
        assertThat(taken(one, 1_000)).isEqualTo(100);
        assertThat(one.take(1)).isEqualTo(new Verdict.Wait(Duration.ofMillis(100)));
        assertThat(one.take(20)).isEqualTo(new Verdict.Wait(Duration.ofSeconds(2)));

        time.advance(Duration.ofSeconds(3));
        assertThat(taken(one, 1_000)).isEqualTo(30);
    }

    @Test
    void neverTakesMoreThanItHolds() {
        assertThat(one.take(101)).isEqualTo(new Verdict.Never());
        assertThat(one.take(100)).isEqualTo(new Verdict.Taken());
        assertThat(new SharedRate(0, time).take(1)).isEqualTo(new Verdict.Never());
    }

    @Test
    void instancesTogetherKeepTheRateOverTime() {
        int taken = 0;
        for (int second = 0; second < 600; second++) {
            taken += taken(one, 1_000) + taken(other, 1_000);
            one.report(shared, "rate");
            other.report(shared, "rate");
            time.advance(Duration.ofSeconds(1));
        }

        // 10 a second, what two instances have at once, and what they take between two reports
        assertThat(taken).isBetween(6_000, 6_000 + 2 * 100 + 2 * 10);
    }

    @Test
    void waitsWhileInstancesTogetherAreInDebt() {
        assertThat(taken(one, 100)).isEqualTo(100);
        assertThat(taken(other, 100)).isEqualTo(100);
        one.report(shared, "rate");
        other.report(shared, "rate");
        time.advance(Duration.ofSeconds(9));

        assertThat(other.take(1)).isEqualTo(new Verdict.Wait(Duration.ofSeconds(1)));
        time.advance(Duration.ofSeconds(1));
        assertThat(other.take(1)).isEqualTo(new Verdict.Taken());
    }

    @Test
    void goesOnAloneWhileTheSharedBucketIsAwayAndDoesNotPayForAllOfIt() {
        shared.away = true;
        int taken = 0;
        for (int second = 0; second < 60; second++) {
            taken += taken(one, 1_000);
            assertThatIllegalStateException().isThrownBy(() -> one.report(shared, "rate"));
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(taken).isEqualTo(100 + 59 * 10);

        shared.away = false;
        one.report(shared, "rate");

        assertThat(shared.told).isEqualTo(100);
        assertThat(one.take(1)).isEqualTo(new Verdict.Taken());
    }

    @Test
    void reportsNothingOfWhatWasGivenBack() {
        assertThat(one.take(40)).isEqualTo(new Verdict.Taken());
        one.giveBack(40);
        assertThat(one.look()).isEqualTo(new Verdict.Taken());
        one.report(shared, "rate");

        assertThat(shared.told).isZero();
        assertThat(one.take(100)).isEqualTo(new Verdict.Taken());
    }
}
