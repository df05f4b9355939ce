package io.postrider.subscription.rest;

import io.postrider.subscription.analytics.Figures;
import io.postrider.subscription.analytics.ResponseTimes;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Figures of a time. Rates are shares from 0 to 1, null where there is nothing to take a share of.
 *
 * @param events deliveries made of events: one for each webhook that an event goes to
 * @param failed deliveries that came to rest in the dead letters
 * @param successRate of the deliveries that came to an end
 * @param errorRate of the attempts
 * @param errors attempts that did not succeed, by type
 * @param failures deliveries that failed, by reason
 */
record FiguresView(
        long events,
        long delivered,
        long failed,
        @Nullable Double successRate,
        long attempts,
        @Nullable Double errorRate,
        Map<String, Long> errors,
        Map<String, Long> failures,
        long retries,
        @Nullable Double retryRate,
        RateLimitHitsView rateLimitHits,
        ResponseTimeView responseTimeMs) {

    private static final double RATE_DIGITS = 1e4;
    private static final double MILLIS_DIGITS = 10;

    /**
     * Whose limit it was.
     *
     * @param endpoint attempts that were answered with 429
     * @param webhook waits because of the webhook's own {@code rate_limit}
     */
    record RateLimitHitsView(long endpoint, long webhook) {}

    /** Of the attempts that were answered, in milliseconds. */
    record ResponseTimeView(
            @Nullable Double average,
            @Nullable Double p50,
            @Nullable Double p90,
            @Nullable Double p95,
            @Nullable Double p99) {

        static ResponseTimeView of(ResponseTimes times) {
            return new ResponseTimeView(
                    rounded(times.average(), MILLIS_DIGITS),
                    rounded(times.percentile(0.5), MILLIS_DIGITS),
                    rounded(times.percentile(0.9), MILLIS_DIGITS),
                    rounded(times.percentile(0.95), MILLIS_DIGITS),
                    rounded(times.percentile(0.99), MILLIS_DIGITS));
        }
    }

    static FiguresView of(Figures figures) {
        return new FiguresView(
                figures.events(),
                figures.delivered(),
                figures.failed(),
                rounded(figures.successRate(), RATE_DIGITS),
                figures.attempts(),
                rounded(figures.errorRate(), RATE_DIGITS),
                new TreeMap<>(figures.errors()),
                new TreeMap<>(figures.failures()),
                figures.retries(),
                rounded(figures.retryRate(), RATE_DIGITS),
                new RateLimitHitsView(figures.throttled(), figures.deferred()),
                ResponseTimeView.of(figures.responseTimes()));
    }

    private static @Nullable Double rounded(OptionalDouble value, double digits) {
        return value.isPresent() ? Math.round(value.getAsDouble() * digits) / digits : null;
    }
}
