package io.postrider.subscription.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.access.FailedAttempts.Rule;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

class FailedAttemptsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String ADDRESS = "192.0.2.7";

    private final FailedAttempts failures =
            new FailedAttempts(new Rule(3, Duration.ofSeconds(30), Duration.ofMinutes(10), 4));

    private void fail(String address, int times, Instant at) {
        for (int i = 0; i < times; i++) {
            failures.failed(address, at);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 1", "4, 2", "5, 4", "8, 30", "1000, 30"})
    void makesEachFurtherFailureWaitTwiceAsLong(int times, long seconds) {
        fail(ADDRESS, times, NOW);

        assertThat(failures.wait(ADDRESS, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void letsTryAgainAfterTheWait() {
        fail(ADDRESS, 4, NOW);

        assertThat(failures.wait(ADDRESS, NOW.plusSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(failures.wait(ADDRESS, NOW.plusSeconds(2))).isEqualTo(Duration.ZERO);
        failures.failed(ADDRESS, NOW.plusSeconds(2));
        assertThat(failures.wait(ADDRESS, NOW.plusSeconds(2))).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void forgetsWhatIsQuiet() {
        fail(ADDRESS, 4, NOW);
        Instant later = NOW.plus(Duration.ofMinutes(11));

        failures.failed(ADDRESS, later);

        assertThat(failures.wait(ADDRESS, later)).isEqualTo(Duration.ZERO);
    }

    @Test
    void tellsAddressesApartButNotThoseThatOneHostHasManyOf() {
        fail("2001:db8:1:2:3:4:5:6", 4, NOW);

        assertThat(failures.wait("2001:db8:1:2:ffff:0:0:1", NOW)).isPositive();
        assertThat(failures.wait("2001:db8:1:3:3:4:5:6", NOW)).isZero();
        assertThat(failures.wait(ADDRESS, NOW)).isZero();
    }

    @Test
    void remembersNoMoreThanItMay() {
        fail("a", 4, NOW);
        for (String other : new String[] {"b", "c", "d"}) {
            failures.failed(other, NOW);
        }
        assertThat(failures.wait("a", NOW)).isPositive();

        failures.failed("e", NOW);

        assertThat(failures.wait("a", NOW)).isZero();
    }
}
