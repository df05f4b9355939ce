package io.postrider.subscription.quota;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** What a tenant may have, do or send only so much of. */
public enum Quota {
    /** Webhooks that exist, disabled ones included. */
    WEBHOOKS("webhooks", "webhooks", Quota.MANY, Optional.empty()),

    /** API keys that are neither revoked nor expired. */
    API_KEYS("api_keys", "API keys", Quota.MANY, Optional.empty()),

    /** Events handed in over HTTP. */
    EVENTS_PER_SECOND("events_per_second", "events a second", Quota.MANY, Optional.empty()),

    /** Bytes of the data of these events. */
    BYTES_PER_SECOND("bytes_per_second", "bytes of data a second", Quota.MANY, Optional.empty()),

    /** Test deliveries that somebody waits for, at each instance. */
    TESTS("tests", "tests under way", 1_000, Optional.of(Duration.ofSeconds(1))),

    /** Replays of many dead letters that are running. */
    REPLAYS("replays", "replays under way", 1_000, Optional.empty()),

    /** Live streams of events, at each instance; the maximum is half of what it can have open. */
    LIVE_TAILS("live_tails", "live streams open", 8, Optional.empty()),

    /** Searches for events that run or wait for their turn, at each instance. */
    SEARCHES("searches", "searches under way", 1_000, Optional.of(Duration.ofSeconds(1)));

    private static final long MANY = 1_000_000_000;

    private final String code;
    private final String noun;
    private final long max;
    private final Optional<Duration> retryAfter;

    Quota(String code, String noun, long max, Optional<Duration> retryAfter) {
        this.code = code;
        this.noun = noun;
        this.max = max;
        this.retryAfter = retryAfter;
    }

    /** The quota of the code, if there is one. */
    public static Optional<Quota> ofCode(String code) {
        return Arrays.stream(values()).filter(quota -> quota.code.equals(code)).findFirst();
    }

    /** As the API, configuration and storage spell it. */
    public String code() {
        return code;
    }

    /** The highest limit that can be set; the lowest is 0, which allows nothing. */
    public long max() {
        return max;
    }

    /** Whether it limits how much comes in a second. */
    public boolean isRate() {
        return this == EVENTS_PER_SECOND || this == BYTES_PER_SECOND;
    }

    /** What it counts, as a plural. */
    String noun() {
        return noun;
    }

    /** When those over it should try again, where time alone makes room within seconds. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /**
     * The limit, if it is one.
     *
     * @throws IllegalArgumentException saying what is allowed
     */
    public long checked(long limit) {
        if (limit < 0 || limit > max) {
            throw new IllegalArgumentException(
                    "%s must be a whole number from 0 to %d, not %d".formatted(code, max, limit));
        }
        return limit;
    }
}
