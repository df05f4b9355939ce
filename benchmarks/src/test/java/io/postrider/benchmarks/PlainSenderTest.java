package io.postrider.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

class PlainSenderTest {

    private static final Duration DEADLINE = Duration.ofSeconds(150);

    private static List<Duration> seconds(Integer... delays) {
        return Stream.of(delays).map(Duration::ofSeconds).toList();
    }

    @Test
    void deliversAllButThoseWhoseEveryAttemptFails() {
        double share =
                PlainSender.share(
                        new PlainSender.FailsAtRandom(0.3),
                        100_000,
                        1_000,
                        seconds(2, 4),
                        DEADLINE);

        assertThat(share).isCloseTo(1 - 0.3 * 0.3 * 0.3, within(0.005));
    }

    @Test
    void deliversWhatIsThrottledOnce() {
        assertThat(
                        PlainSender.share(
                                new PlainSender.ThrottlesFirstAttempts(),
                                1_200,
                                20,
                                seconds(1),
                                DEADLINE))
                .isEqualTo(1);
        assertThat(
                        PlainSender.share(
                                new PlainSender.ThrottlesFirstAttempts(),
                                1_200,
                                20,
                                List.of(),
                                DEADLINE))
                .isEqualTo(0.5);
    }

    @Test
    void losesWhatALimitRefusesAtEveryAttempt() {
        double share =
                PlainSender.share(
                        new PlainSender.Limited(20), 2_400, 40, seconds(2, 4, 8, 16), DEADLINE);

        assertThat(share).isBetween(0.6, 0.8);
    }

    @Test
    void whatComesTooLateDoesNotCount() {
        assertThat(
                        PlainSender.share(
                                new PlainSender.ThrottlesFirstAttempts(),
                                100,
                                100,
                                seconds(60),
                                Duration.ofSeconds(30)))
                .isEqualTo(0.5);
    }
}
