package io.postrider.subscription.replay;

import java.time.Duration;

/**
 * How fast letters go out.
 *
 * @param perSecond letters a second at most, 1 to {@value #MOST}
 */
public record ReplayRate(int perSecond) {

    public static final int MOST = 1_000;

    /** Where nobody says another. */
    public static final ReplayRate USUAL = new ReplayRate(50);

    /** Of what Kafka keeps of a page, all is in memory. */
    private static final int LARGEST_PAGE = 50;

    private static final int PAGES_A_SECOND = 4;
    private static final long NANOS = 1_000_000_000L;

    public ReplayRate {
        if (perSecond < 1 || perSecond > MOST) {
            throw new IllegalArgumentException(
                    "rate must be a whole number of letters a second from 1 to %d, not %d"
                            .formatted(MOST, perSecond));
        }
    }

    /** How many letters are worked on at a time. */
    int page() {
        return Math.clamp(perSecond / PAGES_A_SECOND, 1, LARGEST_PAGE);
    }

    /** How long so many letters take. */
    Duration time(long letters) {
        return Duration.ofSeconds(letters / perSecond)
                .plusNanos(letters % perSecond * NANOS / perSecond);
    }
}
