package io.postrider.model.wire;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RFC 3339 timestamps. The form that nearly all of them have, in UTC with at most nine digits of
 * the second's fraction, is read and written digit by digit: a general parser takes ten times as
 * long.
 */
public final class Timestamps {

    private static final Pattern RFC_3339 =
            Pattern.compile(
                    "([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}):([0-9]{2})(?:\\.([0-9]+))?"
                            + "(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))");
    private static final int SECONDS_A_MINUTE = 60;
    private static final int SECONDS_AN_HOUR = 3_600;
    private static final int SECONDS_A_DAY = 86_400;
    private static final int LEAP_SECOND = 60;
    private static final char LEAP_TENS = '6';

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

    /** Reads the timestamp of a field that is named time. */
    static Instant parse(String text) {
        return parse("time", text);
    }

    /**
     * Reads a timestamp with any offset. Digits beyond nanoseconds are cut off, and a leap second
     * counts as the second after it, as POSIX counts.
     *
     * @param name of the field, for errors
     * @throws IllegalArgumentException when it is not one, or not in the years 0000 to 9999 of UTC
     */
    public static Instant parse(String name, String text) {
        Instant time;
        try {
            time = isPlain(text) ? parsePlain(text) : parseAny(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    name + " must be an RFC 3339 timestamp like 2026-01-31T12:00:00Z", e);
        }
        if (time.getEpochSecond() < FIRST_SECOND || time.getEpochSecond() > LAST_SECOND) {
            throw new IllegalArgumentException(
                    name + " must lie in the years 0000 to 9999 in UTC, like 2026-01-31T12:00:00Z");
        }
        return time;
    }

    private static Instant parseAny(String text) {
        Matcher parts = RFC_3339.matcher(text);
        if (!parts.matches()) {
            throw new DateTimeException("not of the form of RFC 3339");
        }
        int second = Integer.parseInt(parts.group(3));
        boolean leap = second == LEAP_SECOND;
        LocalDateTime local =
                LocalDate.parse(parts.group(1))
                        .atTime(LocalTime.parse(parts.group(2)))
                        .withSecond(leap ? second - 1 : second);
        long utc = local.toEpochSecond(ZoneOffset.UTC) - offset(parts);
        if (leap && Math.floorMod(utc, SECONDS_A_DAY) != SECONDS_A_DAY - 1) {
            throw new DateTimeException("no leap second is inserted there");
        }
        return Instant.ofEpochSecond(leap ? utc + 1 : utc, nanos(parts.group(4)));
    }

    private static int offset(Matcher parts) {
        if (parts.group(5) == null) {
            return 0;
        }
        LocalTime distance = LocalTime.parse(parts.group(6) + ":" + parts.group(7));
        int seconds =
                distance.getHour() * SECONDS_AN_HOUR + distance.getMinute() * SECONDS_A_MINUTE;
        return parts.group(5).equals("-") ? -seconds : seconds;
    }

    private static int nanos(@Nullable String fraction) {
        if (fraction == null) {
            return 0;
        }
        int digits = Math.min(fraction.length(), MOST_DIGITS);
        return number(fraction, 0, digits) * POWERS[MOST_DIGITS - digits];
    }

    /** Whether it is {@code 2026-01-31T12:00:00Z}, perhaps with a fraction of the second. */
    private static boolean isPlain(String text) {
        int length = text.length();
        int seconds = SHAPE.length();
        if (length <= seconds
                || text.charAt(length - 1) != 'Z'
                || text.charAt(seconds - 2) == LEAP_TENS) {
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
