package io.postrider.subscription.limit;

import io.postrider.model.retry.ShortDuration;

import java.time.Duration;

/**
 * So many requests in a window that begins with the first of them.
 *
 * @param requests 1 to 1,000,000
 * @param window 1 s to 24 h
 */
public record ApiLimit(int requests, Duration window) {

    private static final int MOST = 1_000_000;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    public ApiLimit {
        if (requests < 1 || requests > MOST) {
            throw new IllegalArgumentException("must allow 1 to 1000000 requests, not " + requests);
        }
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("must have a window of 1s to 24h, not " + window);
        }
    }

    /**
     * Reads a limit like {@code 10/1h}.
     *
     * @throws IllegalArgumentException saying what is allowed
     */
    public static ApiLimit parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || !parts[0].matches("\\d{1,9}")) {
            throw new IllegalArgumentException(
                    "must be off or requests and window like 10/1h, not '%s'".formatted(text));
        }
        return new ApiLimit(Integer.parseInt(parts[0]), ShortDuration.parse(parts[1]));
    }
}
