package io.postrider.model.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * RFC 3339 timestamps. The form that nearly all of them have, in UTC with four digits for the year,
 * is read and written here, because the JDK's general parser and formatter take ten times as long;
 * what has another form goes to the JDK.
 */
final class Timestamps {

    /** Up to the seconds. */
    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";

    /** The years 0 to 9999. */
    private static final long FIRST_SECOND = -62_167_219_200L;

    private static final long LAST_SECOND = 253_402_300_799L;
    private static final int MOST_DIGITS = 9;
    private static final int[] POWERS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private Timestamps() {}

    /**
     * Reads a timestamp with any offset.
     *
     * @throws IllegalArgumentException when it is not one
     */
    static Instant parse(String text) {
        try {
            return isPlain(text) ? parsePlain(text) : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "time must be an RFC 3339 timestamp like 2026-01-31T12:00:00Z", e);
        }
    }

    /** Whether it is {@code 2026-01-31T12:00:00Z}, perhaps with a fraction of the second. */
    private static boolean isPlain(String text) {
        int length = text.length();
        int seconds = SHAPE.length();
        if (length <= seconds || text.charAt(length - 1) != 'Z') {
            return false;
        }
        for (int i = 0; i < seconds; i++) {
            char expected = SHAPE.charAt(i);
            char given = text.charAt(i);
            if (expected == 'd' ? !isDigit(given) : given != expected) {
                return false;
            }
        }
        int fraction = length - 1 - seconds;
        if (fraction == 0) {
            return true;
        }
        if (text.charAt(seconds) != '.' || fraction < 2 || fraction > 1 + MOST_DIGITS) {
            return false;
        }
        for (int i = seconds + 1; i < length - 1; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static Instant parsePlain(String text) {
        int fraction = SHAPE.length() + 1;
        int end = text.length() - 1;
        int nanos =
                fraction < end
                        ? number(text, fraction, end) * POWERS[MOST_DIGITS - (end - fraction)]
                        : 0;
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        nanos)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }

    /**
     * As {@link Instant#toString} writes it: with no, 3, 6 or 9 digits of the second's fraction.
     */
    static String format(Instant instant) {
        long second = instant.getEpochSecond();
        int nanos = instant.getNano();
        if (second < FIRST_SECOND || second > LAST_SECOND) {
            return instant.toString();
        }
        return format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC), nanos);
    }

    private static String format(LocalDateTime time, int nanos) {
        int fraction = fractionDigits(nanos);
        char[] text = new char[SHAPE.length() + (fraction == 0 ? 1 : fraction + 2)];
        put(text, 0, 4, time.getYear());
        text[4] = '-';
        put(text, 5, 2, time.getMonthValue());
        text[7] = '-';
        put(text, 8, 2, time.getDayOfMonth());
        text[10] = 'T';
        put(text, 11, 2, time.getHour());
        text[13] = ':';
        put(text, 14, 2, time.getMinute());
        text[16] = ':';
        put(text, 17, 2, time.getSecond());
        if (fraction > 0) {
            text[19] = '.';
            put(text, 20, fraction, nanos / POWERS[MOST_DIGITS - fraction]);
        }
        text[text.length - 1] = 'Z';
        return new String(text);
    }

    private static int fractionDigits(int nanos) {
        int digits = 0;
        while (nanos % POWERS[MOST_DIGITS - digits] != 0) {
            digits += 3;
        }
        return digits;
    }

    private static void put(char[] text, int from, int digits, int number) {
        int rest = number;
        for (int i = from + digits - 1; i >= from; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
