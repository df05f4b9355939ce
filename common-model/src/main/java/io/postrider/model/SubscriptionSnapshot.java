package io.postrider.model;

import io.postrider.model.retry.RetrySchedule;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A subscription as the dispatcher and the worker know it.
 *
 * @param url http or https, absolute
 * @param active whether events are matched and deliveries attempted
 * @param secrets what signs, sealed; every one of them signs each POST
 * @param timeout for one whole exchange
 * @param rateLimit of attempts; without one there is no limit
 * @param version grows by one with every change
 */
public record SubscriptionSnapshot(
        SubscriptionId id,
        TenantId tenant,
        URI url,
        boolean active,
        EventSelection selection,
        List<String> secrets,
        RetrySchedule schedule,
        Duration timeout,
        Optional<RateLimit> rateLimit,
        long version) {

    public SubscriptionSnapshot {
        secrets = List.copyOf(secrets);
    }
}
