package io.postrider.worker.delivery;

import static io.postrider.worker.Fixtures.NOW;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.postrider.model.Attempt;
import io.postrider.model.DeadLetterReason;
import io.postrider.model.Decision;
import io.postrider.model.Outcome;
import io.postrider.model.Outcome.Acknowledged;
import io.postrider.model.Outcome.Refused;
import io.postrider.model.Outcome.Rejected;
import io.postrider.model.Outcome.Unreachable;
import io.postrider.model.ResponseHeaders;
import io.postrider.model.format.RetryOn;
import io.postrider.model.retry.RetrySchedule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

class DeliveryPolicyTest {

    private static final DeliveryPolicy POLICY =
            new DeliveryPolicy(
                    new RetrySchedule(List.of(Duration.ofSeconds(10), Duration.ofSeconds(60)), 0),
                    RetryOn.ANY);

    private static Decision after(int attempts, Outcome outcome) {
        return POLICY.decide(attempt(outcome), attempts, 0.5);
    }

    private static Attempt attempt(Outcome outcome) {
        return new Attempt(
                7,
                URI.create("https://example.com"),
                NOW.minusSeconds(3),
                NOW,
                outcome,
                ResponseHeaders.NONE,
                "");
    }

    private static Decision retryIn(int seconds) {
        return new Decision.Retry(NOW.plusSeconds(seconds));
    }

    private static Decision deadLetter(DeadLetterReason reason) {
        return new Decision.DeadLetter(reason);
    }

    private static Outcome rejected(int status) {
        return new Rejected(status, Optional.empty());
    }

    private static Outcome rejected(int status, Duration retryAfter) {
        return new Rejected(status, Optional.of(retryAfter));
    }

    static Stream<Arguments> decisions() {
        return Stream.of(
                argumentSet("200 delivers", 1, new Acknowledged(200), new Decision.Delivered()),
                argumentSet(
                        "a success after the schedule's end delivers",
                        9,
                        new Acknowledged(204),
                        new Decision.Delivered()),
                argumentSet("500 retries", 1, rejected(500), retryIn(10)),
                argumentSet(
                        "400 retries, as a receiver can be repaired",
                        1,
                        rejected(400),
                        retryIn(10)),
                argumentSet("302 is a failure", 1, rejected(302), retryIn(10)),
                argumentSet("the second failure waits longer", 2, rejected(500), retryIn(60)),
                argumentSet(
                        "the last attempt's failure exhausts",
                        3,
                        rejected(500),
                        deadLetter(DeadLetterReason.EXHAUSTED)),
                argumentSet("no answer retries", 1, new Unreachable("timeout"), retryIn(10)),
                argumentSet(
                        "no answer at last exhausts",
                        3,
                        new Unreachable("timeout"),
                        deadLetter(DeadLetterReason.EXHAUSTED)),
                argumentSet(
                        "Retry-After is honoured",
                        1,
                        rejected(503, Duration.ofSeconds(30)),
                        retryIn(30)),
                argumentSet(
                        "Retry-After on any failure is honoured",
                        1,
                        rejected(404, Duration.ofSeconds(30)),
                        retryIn(30)),
                argumentSet(
                        "Retry-After does not shorten a wait",
                        2,
                        rejected(429, Duration.ofSeconds(1)),
                        retryIn(60)),
                argumentSet(
                        "Retry-After is bounded",
                        1,
                        rejected(429, Duration.ofDays(400)),
                        retryIn(24 * 3600)),
                argumentSet(
                        "Retry-After grants no further attempt",
                        3,
                        rejected(429, Duration.ofSeconds(1)),
                        deadLetter(DeadLetterReason.EXHAUSTED)),
                argumentSet(
                        "410 disables",
                        1,
                        rejected(410),
                        new Decision.DisableEndpoint(
                                new Decision.DeadLetter(DeadLetterReason.GONE))),
                argumentSet(
                        "what was refused is not tried again",
                        1,
                        new Refused(DeadLetterReason.REFUSED, "private address"),
                        deadLetter(DeadLetterReason.REFUSED)));
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void decides(int attemptsInSchedule, Outcome outcome, Decision expected) {
        assertThat(after(attemptsInSchedule, outcome)).isEqualTo(expected);
    }

    @Test
    void withoutRetriesTheFirstFailureIsTheLast() {
        DeliveryPolicy once = new DeliveryPolicy(new RetrySchedule(List.of(), 0), RetryOn.ANY);

        assertThat(once.decide(attempt(rejected(500)), 1, 0.5))
                .isEqualTo(deadLetter(DeadLetterReason.EXHAUSTED));
    }

    @ParameterizedTest
    @CsvSource({"400,false", "404,false", "429,false", "302,false", "500,true", "503,true"})
    void aFormatMaySayWhichAnswersAreWorthAnotherAttempt(int status, boolean retried) {
        DeliveryPolicy policy =
                new DeliveryPolicy(RetrySchedule.STANDARD, new RetryOn(true, Set.of(5), Set.of()));

        assertThat(policy.decide(attempt(rejected(status)), 1, 0.5))
                .isEqualTo(retried ? retryIn(5) : deadLetter(DeadLetterReason.NOT_RETRIED));
        assertThat(policy.decide(attempt(new Unreachable("timeout")), 1, 0.5))
                .isEqualTo(retryIn(5));
    }

    @Test
    void aFormatMayRetryOneStatusAndNoNetworkFaults() {
        DeliveryPolicy policy =
                new DeliveryPolicy(
                        RetrySchedule.STANDARD, new RetryOn(false, Set.of(), Set.of(429)));

        assertThat(policy.decide(attempt(rejected(429)), 1, 0.5)).isEqualTo(retryIn(5));
        assertThat(policy.decide(attempt(rejected(503)), 1, 0.5))
                .isEqualTo(deadLetter(DeadLetterReason.NOT_RETRIED));
        assertThat(policy.decide(attempt(new Unreachable("timeout")), 1, 0.5))
                .isEqualTo(deadLetter(DeadLetterReason.NOT_RETRIED));
        assertThat(policy.decide(attempt(rejected(410)), 1, 0.5))
                .isInstanceOf(Decision.DisableEndpoint.class);
    }

    @Test
    void chanceMovesTheRetryWithinTheJitter() {
        DeliveryPolicy jittery =
                new DeliveryPolicy(
                        new RetrySchedule(List.of(Duration.ofSeconds(100)), 0.1), RetryOn.ANY);

        assertThat(jittery.decide(attempt(rejected(500)), 1, 0)).isEqualTo(retryIn(90));
        assertThat(jittery.decide(attempt(rejected(500)), 1, 1)).isEqualTo(retryIn(110));
    }
}
