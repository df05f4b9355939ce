package io.postrider.subscription.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;

class AllowanceTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"1, true, 9", "10, true, 0", "11, false, 0"})
    void allowsSoManyRequestsInAWindow(int used, boolean allowed, int remaining) {
        Allowance allowance =
                Allowance.of(ApiLimit.parse("10/1h"), used, START, START.plusSeconds(60));

        assertThat(allowance.allowed()).isEqualTo(allowed);
        assertThat(allowance.remaining()).isEqualTo(remaining);
        assertThat(allowance.resetsAt()).isEqualTo(START.plusSeconds(3600));
        assertThat(allowance.resetsIn()).isEqualTo(Duration.ofMinutes(59));
    }

    @Test
    void neverTellsToComeBackTooEarly() {
        ApiLimit limit = ApiLimit.parse("1/10s");

        assertThat(Allowance.of(limit, 2, START, START.plusMillis(8_500)).resetsIn())
                .isEqualTo(Duration.ofSeconds(2));
        assertThat(Allowance.of(limit, 2, START, START.plusSeconds(10)).resetsIn())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "10/", "/1h", "0/1h", "10/25h", "ten/1h", "1/1h/1h"})
    void saysWhatALimitMayBe(String text) {
        assertThatThrownBy(() -> ApiLimit.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
