package io.postrider.subscription.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postrider.subscription.access.FailureListener.Failure;
import io.postrider.testing.SettableClock;

import org.junit.jupiter.api.Test;

class AuthenticationFailuresTest {

    private static final String ADDRESS = "192.0.2.7";

    private final SettableClock clock = SettableClock.at("2026-01-01T00:00:00Z");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AuthenticationFailures failures = new AuthenticationFailures(meters, clock);

    @Test
    void countsEachByItsReason() {
        failures.failed(Failure.UNKNOWN_KEY, ADDRESS);
        failures.failed(Failure.SLOWED, ADDRESS);
        failures.failed(Failure.SLOWED, ADDRESS);

        assertThat(count("unknown_key")).isEqualTo(1);
        assertThat(count("slowed")).isEqualTo(2);
        assertThat(count("invalid_token")).isZero();
    }

    private double count(String reason) {
        return meters.get(AuthenticationFailures.METER).tag("reason", reason).counter().count();
    }

    @Test
    void logsALineInAnIntervalAtMostAndNoneIsLeftOut() {
        assertThat(failures.line(Failure.UNKNOWN_KEY, ADDRESS).orElseThrow())
                .contains("line: 1;", ADDRESS, "unknown_key");
        for (int i = 0; i < 6; i++) {
            assertThat(failures.line(Failure.SLOWED, ADDRESS)).isEmpty();
        }

        clock.advance(AuthenticationFailures.LOG_INTERVAL);

        assertThat(failures.line(Failure.SLOWED, ADDRESS).orElseThrow()).contains("line: 7;");
    }
}
