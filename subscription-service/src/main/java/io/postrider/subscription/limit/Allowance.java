package io.postrider.subscription.limit;

import java.time.Duration;
import java.time.Instant;

/**
 * What a caller may still do in a window.
 *
 * @param allowed whether the request that was counted is within the limit
 * @param remaining requests in the window after it
 * @param resetsAt when the next window may begin
 * @param resetsIn from the request; at least a second
 */
public record Allowance(boolean allowed, int remaining, Instant resetsAt, Duration resetsIn) {

    /**
     * The allowance by what was counted.
     *
     * @param used in the window, this request included
     */
    public static Allowance of(ApiLimit limit, int used, Instant windowStart, Instant now) {
        Instant resetsAt = windowStart.plus(limit.window());
        long wait = Math.max(1, (long) Math.ceil(Duration.between(now, resetsAt).toMillis() / 1e3));
        return new Allowance(
                used <= limit.requests(),
                Math.max(0, limit.requests() - used),
                resetsAt,
                Duration.ofSeconds(wait));
    }
}
