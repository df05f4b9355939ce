package io.postrider.worker.delivery;

import java.time.Duration;

/**
 * When an attempt leaves the window of its partition, and how many may be outside at once.
 *
 * @param after the age at which it leaves, 500 ms to 30 s
 * @param attempts outside windows at once, 0 to 50,000; beyond, attempts stay in their windows
 * @param bytes of the bodies of those, from 0
 */
public record LongAttemptLimits(Duration after, int attempts, long bytes) {

    private static final Duration MIN_AFTER = Duration.ofMillis(500);
    private static final Duration MAX_AFTER = Duration.ofSeconds(30);
    private static final int MAX_ATTEMPTS = 50_000;

    public LongAttemptLimits {
        if (after.compareTo(MIN_AFTER) < 0 || after.compareTo(MAX_AFTER) > 0) {
            throw new IllegalArgumentException(
                    "postrider.worker.long-attempts.after must be 500ms to 30s, not " + after);
        }
        if (attempts < 0 || attempts > MAX_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "postrider.worker.long-attempts.max must be 0 to %d, not %d"
                            .formatted(MAX_ATTEMPTS, attempts));
        }
        if (bytes < 0) {
            throw new IllegalArgumentException(
                    "postrider.worker.long-attempts.max-size must not be negative, not " + bytes);
        }
    }
}
