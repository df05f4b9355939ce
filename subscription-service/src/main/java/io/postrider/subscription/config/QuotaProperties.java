package io.postrider.subscription.config;

import io.postrider.subscription.quota.Quota;
import io.postrider.subscription.quota.Quotas;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.EnumMap;
import java.util.Map;

/**
 * {@code postrider.quotas.*}: what a tenant may have, do and send, unless an operator has set
 * another limit for it. Whole numbers; 0 allows nothing.
 *
 * @param webhooks that exist
 * @param apiKeys neither revoked nor expired
 * @param eventsPerSecond handed in over HTTP, and ten times as many at once
 * @param bytesPerSecond of the data of these events, and ten times as many at once
 * @param tests under way at each instance
 * @param replays running
 * @param liveTails open at each instance
 * @param searches for events under way at each instance
 */
@ConfigurationProperties("postrider.quotas")
record QuotaProperties(
        @DefaultValue("10000") long webhooks,
        @DefaultValue("1000") long apiKeys,
        @DefaultValue("10000") long eventsPerSecond,
        @DefaultValue("50000000") long bytesPerSecond,
        @DefaultValue("10") long tests,
        @DefaultValue("10") long replays,
        @DefaultValue("4") long liveTails,
        @DefaultValue("8") long searches) {

    Quotas toQuotas() {
        Map<Quota, Long> limits = new EnumMap<>(Quota.class);
        for (Quota quota : Quota.values()) {
            limits.put(quota, checked(quota));
        }
        return new Quotas(limits);
    }

    private long checked(Quota quota) {
        try {
            return quota.checked(value(quota));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "postrider.quotas.%s: %s"
                            .formatted(quota.code().replace('_', '-'), e.getMessage()),
                    e);
        }
    }

    private long value(Quota quota) {
        return switch (quota) {
            case WEBHOOKS -> webhooks;
            case API_KEYS -> apiKeys;
            case EVENTS_PER_SECOND -> eventsPerSecond;
            case BYTES_PER_SECOND -> bytesPerSecond;
            case TESTS -> tests;
            case REPLAYS -> replays;
            case LIVE_TAILS -> liveTails;
            case SEARCHES -> searches;
        };
    }
}
