package io.postrider.model;

import io.postrider.model.access.EndpointAccess;
import io.postrider.model.retry.RetrySchedule;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A subscription as the dispatcher and the worker know it.
 *
 * @param url http or https, absolute
 * @param active whether events are matched and deliveries attempted
 * @param pausedAt since when deliveries are held, though events are matched; empty when they are
 *     not
 * @param secrets what signs, sealed, the current one first; each of them signs where the format has
 *     room for several signatures, or else the current one alone
 * @param timeout for one whole exchange
 * @param rateLimit of attempts; without one there is no limit
 * @param format the shape of its POSTs
 * @param headers its owner's own request headers: names, and values sealed as the secrets are
 * @param access how requests prove whose they are, as {@link EndpointAccess#values}, credentials
 *     sealed as the secrets are
 * @param version grows by one with every change
 */
public record SubscriptionSnapshot(
        SubscriptionId id,
        TenantId tenant,
        URI url,
        boolean active,
        Optional<Instant> pausedAt,
        EventSelection selection,
        List<String> secrets,
        RetrySchedule schedule,
        Duration timeout,
        Optional<RateLimit> rateLimit,
        FormatName format,
        Map<String, String> headers,
        Map<String, String> access,
        long version) {

    public SubscriptionSnapshot {
        secrets = List.copyOf(secrets);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        access = Map.copyOf(access);
    }
}
