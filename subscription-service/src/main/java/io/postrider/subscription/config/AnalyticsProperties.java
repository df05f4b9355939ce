package io.postrider.subscription.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code postrider.analytics.*}.
 *
 * @param mergeInterval between two merges of what was counted, after each of which failing webhooks
 *     are looked at
 */
@ConfigurationProperties("postrider.analytics")
record AnalyticsProperties(@DefaultValue("10s") Duration mergeInterval) {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    AnalyticsProperties {
        if (!mergeInterval.isPositive() || mergeInterval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "postrider.analytics.merge-interval must be positive and at most 10m");
        }
    }
}
