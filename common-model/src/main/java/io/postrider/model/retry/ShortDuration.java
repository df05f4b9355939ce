package io.postrider.model.retry;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whole seconds, minutes, hours or days as people write them: {@code 5s}, {@code 2m}, {@code 8h}.
 */
public final class ShortDuration {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(s|m|h|d)");

    private ShortDuration() {}

    /**
     * Reads the text.
     *
     * @throws IllegalArgumentException when it is not a whole number and one of s, m, h, d
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'%s' must be a whole number and one of s, m, h, d, like 30s".formatted(text));
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** Writes the duration in the largest unit that divides it, days left aside. */
    public static String format(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds > 0 && seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
