package io.postrider.subscription.quota;

import io.postrider.model.TenantId;

import java.util.Map;

/** Counts what a tenant has in the database. */
@FunctionalInterface
public interface KeptCounts {

    /** The webhooks, API keys and running replays of the tenant. */
    Map<Quota, Long> of(TenantId tenant);
}
