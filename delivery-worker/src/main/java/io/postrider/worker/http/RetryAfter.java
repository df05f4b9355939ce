package io.postrider.worker.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The {@code Retry-After} header of RFC 9110: seconds, or one of three forms of date. */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("\\d+");
    private static final int LONGEST_NUMBER = 9;

    private static final List<DateTimeFormatter> DATES =
            List.of(
                    format("EEE, dd MMM yyyy HH:mm:ss 'GMT'"),
                    twoDigitYear(),
                    format("EEE MMM ppd HH:mm:ss yyyy"));

    private RetryAfter() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /** RFC 850's date; its year is the one of that ending from 1970 on. */
    private static DateTimeFormatter twoDigitYear() {
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
    }

    /** The wait that is asked for; a date in the past asks for none, nonsense says nothing. */
    static Optional<Duration> parse(String value, Instant now) {
        String text = value.strip();
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofSeconds(seconds(text)));
        }
        return DATES.stream()
                .flatMap(form -> date(text, form).stream())
                .findFirst()
                .map(at -> at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO);
    }

    /** A number of more digits is longer than any wait that is honoured. */
    private static long seconds(String digits) {
        return digits.length() > LONGEST_NUMBER ? Integer.MAX_VALUE : Long.parseLong(digits);
    }

    private static Optional<Instant> date(String text, DateTimeFormatter form) {
        try {
            return Optional.of(ZonedDateTime.parse(text, form).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
