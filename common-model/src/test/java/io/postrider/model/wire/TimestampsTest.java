package io.postrider.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The short way and the JDK's agree on everything. */
class TimestampsTest {

    @Property
    void everyInstantIsWrittenAsTheJdkWritesIt(@ForAll("instants") Instant instant) {
        assertThat(Timestamps.format(instant)).isEqualTo(instant.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1000000000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999Z",
                "+10000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z"
            })
    void theEdgesOfTheShortWayAreWrittenAsTheJdkWritesThem(String text) {
        assertThat(Timestamps.format(Instant.parse(text))).isEqualTo(text);
    }

    @Property
    void whatIsWrittenIsRead(@ForAll("instants") Instant instant) {
        assertThat(Timestamps.parse(Timestamps.format(instant))).isEqualTo(instant);
    }

    @Property
    void everyTextIsReadOrRefusedAsByTheJdk(@ForAll("almostTimestamps") String text) {
        Optional<Instant> expected = byTheJdk(text);
        if (expected.isPresent()) {
            assertThat(Timestamps.parse(text)).isEqualTo(expected.get());
        } else {
            assertThatThrownBy(() -> Timestamps.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("RFC 3339");
        }
    }

    private static Optional<Instant> byTheJdk(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<Instant> instants() {
        Arbitrary<Long> seconds = Arbitraries.longs().between(-70_000_000_000L, 300_000_000_000L);
        Arbitrary<Long> nanos =
                Arbitraries.oneOf(
                        Arbitraries.just(0L),
                        Arbitraries.longs().between(0, 999).map(millis -> millis * 1_000_000),
                        Arbitraries.longs().between(0, 999_999).map(micros -> micros * 1_000),
                        Arbitraries.longs().between(0, 999_999_999));
        return Combinators.combine(seconds, nanos).as(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<String> almostTimestamps() {
        Arbitrary<Integer> twoDigits = Arbitraries.integers().between(0, 65);
        Arbitrary<String> ends =
                Arbitraries.of("Z", "z", ".Z", ".1Z", ".123456789Z", ".1234567890Z", "+01:00", "");
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9999),
                        Arbitraries.integers().between(0, 13),
                        Arbitraries.integers().between(0, 32),
                        twoDigits,
                        twoDigits,
                        twoDigits,
                        ends)
                .as((year, month, day, hour, minute, second, end) ->
                        "%04d-%02d-%02dT%02d:%02d:%02d%s"
                                .formatted(year, month, day, hour, minute, second, end));
    }
}
