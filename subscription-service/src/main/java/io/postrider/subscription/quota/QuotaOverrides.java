package io.postrider.subscription.quota;

import io.postrider.model.TenantId;

import java.util.Map;

/** Keeps the limits that operators have set for single tenants. */
@FunctionalInterface
public interface QuotaOverrides {

    /** Those of the tenants that have any. */
    Map<TenantId, Quotas> all();
}
