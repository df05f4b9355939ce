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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The short way and the JDK's agree on all that both know. */
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
    void whatIsWrittenIsRead(@ForAll("instantsOfTheRfc") Instant instant) {
        assertThat(Timestamps.parse(Timestamps.format(instant))).isEqualTo(instant);
    }

    @Property
    void textsThatTheJdkKnowsTooAreReadOrRefusedAsByTheJdk(
            @ForAll("almostTimestamps") String text) {
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
    Arbitrary<Instant> instantsOfTheRfc() {
        return instants(-62_167_219_200L, 253_402_300_799L);
    }

    @Provide
    Arbitrary<Instant> instants() {
        return instants(-70_000_000_000L, 300_000_000_000L);
    }

    private static Arbitrary<Instant> instants(long first, long last) {
        Arbitrary<Long> seconds = Arbitraries.longs().between(first, last);
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
        // the JDK knows no leap second
        Arbitrary<Integer> twoDigits =
                Arbitraries.integers().between(0, 65).filter(number -> number != 60);
        Arbitrary<String> ends =
                Arbitraries.of("Z", "z", ".1Z", ".123456789Z", "+01:00", "-00:59", "");
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

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00.1234567899Z, 2026-01-31T12:00:00.123456789Z",
        "2026-01-31T12:00:00.00000000000000000001Z, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00+23:59, 2026-01-30T12:01:00Z",
        "2026-01-31T12:00:00-23:59, 2026-02-01T11:59:00Z",
        "2026-01-31T12:00:00-00:00, 2026-01-31T12:00:00Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "2016-12-31T23:59:60.5Z, 2017-01-01T00:00:00.5Z",
        "1990-12-31T15:59:60-08:00, 1991-01-01T00:00:00Z",
        "2026-01-31t12:00:00z, 2026-01-31T12:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
    })
    void everyFormOfTheRfcIsRead(String text, Instant time) {
        assertThat(Timestamps.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020-09-29T10:15Z",
                "2020-09-29T10:15:30",
                "+12345-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "2020-09-29T10:15:30.Z",
                "2020-09-29T10:15:30,5Z",
                "2020-09-29 10:15:30Z",
                "2020-09-29T10:15:30+24:00",
                "2020-09-29T10:15:30+01:60",
                "2020-09-29T10:15:30+01",
                "2020-09-29T10:15:30+0100",
                "2020-09-29T10:15:30+01:00:00",
                "2020-09-29T10:15:61Z",
                "2020-09-29T10:15:60Z",
                "2020-02-30T10:15:30Z",
                "2020-09-29T24:00:00Z",
                "2020-9-29T10:15:30Z",
                "2020-09-29T10:15:30Z ",
                "2020-09-29T10:15:3\u0660Z",
                "",
                "yesterday"
            })
    void whatIsNotOfTheRfcIsRefused(String text) {
        assertThatThrownBy(() -> Timestamps.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RFC 3339");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9999-12-31T23:59:59-00:01",
                "0000-01-01T00:00:00+00:01",
                "9999-12-31T23:59:60Z"
            })
    void aTimeOutsideOfTheYearsOfTheRfcInUtcIsRefused(String text) {
        assertThatThrownBy(() -> Timestamps.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0000 to 9999");
    }
}
