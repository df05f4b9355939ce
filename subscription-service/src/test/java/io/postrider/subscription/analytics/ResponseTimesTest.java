package io.postrider.subscription.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

class ResponseTimesTest {

    private static ResponseTimes of(long... millis) {
        ResponseTimes times = new ResponseTimes();
        for (long time : millis) {
            times.add(ResponseTimes.bucketOf(time), 1, time);
        }
        return times;
    }

    @Test
    void tellsPercentilesToWithinATenthOfThemselves() {
        Random chance = new Random(11);
        long[] millis = new long[5000];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = Math.round(Math.exp(chance.nextGaussian() * 1.5 + 4));
        }
        ResponseTimes times = of(millis);
        Arrays.sort(millis);

        for (double share : new double[] {0.1, 0.5, 0.9, 0.95, 0.99}) {
            double exact = millis[(int) Math.ceil(share * millis.length) - 1];
            assertThat(times.percentile(share).orElseThrow())
                    .as("p%s", share)
                    .isCloseTo(exact, within(Math.max(1, exact * 0.1)));
        }
        assertThat(times.average().orElseThrow())
                .isCloseTo(Arrays.stream(millis).average().orElseThrow(), within(1e-6));
    }

    @Test
    void addsUp() {
        ResponseTimes sum = of(10, 20);
        sum.add(of(30, 4000));

        assertThat(sum.average()).hasValue(1015);
        assertThat(sum.percentile(1).orElseThrow()).isBetween(3500.0, 4800.0);
    }

    @Test
    void knowsNothingOfWhatWasNotAnswered() {
        ResponseTimes none = new ResponseTimes();
        none.add(ResponseTimes.NO_BUCKET, 3, 0);

        assertThat(none.average()).isEmpty();
        assertThat(none.percentile(0.5)).isEmpty();
    }

    @Test
    void putsOddTimesIntoTheOutermostBuckets() {
        assertThat(ResponseTimes.bucketOf(-5)).isZero();
        assertThat(ResponseTimes.bucketOf(0)).isZero();
        assertThat(ResponseTimes.bucketOf(Long.MAX_VALUE))
                .isEqualTo(ResponseTimes.bucketOf(3_600_000));
        assertThat(of(Long.MAX_VALUE / 2).percentile(0.5)).isPresent();
    }

    @Test
    void tellsShortTimesApart() {
        assertThat(ResponseTimes.bucketOf(1)).isLessThan(ResponseTimes.bucketOf(2));
        assertThat(ResponseTimes.bucketOf(2)).isLessThan(ResponseTimes.bucketOf(3));
        assertThat(ResponseTimes.bucketOf(4)).isEqualTo(9);
        assertThat(ResponseTimes.bucketOf(8)).isEqualTo(13);
    }
}
