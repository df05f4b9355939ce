package io.postrider.subscription.rest;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.postrider.subscription.access.Tenant;
import io.postrider.subscription.quota.Quota;
import io.postrider.subscription.quota.QuotaUsage;
import io.postrider.subscription.quota.Quotas;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tenant in answers.
 *
 * @param quotas its own limits by quota; null for the deployment's
 * @param usage the limits that hold and how much is used; absent in lists
 */
record TenantView(
        String id,
        @Nullable String name,
        Map<String, @Nullable Long> quotas,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, UseView> usage,
        Instant createdAt,
        Instant updatedAt) {

    static final List<String> READ_ONLY = List.of("id", "created_at", "updated_at");

    /** Read-only too, and taken with any value: it changes by itself. */
    static final String USAGE = "usage";

    record UseView(long limit, @Nullable Long used) {}

    static TenantView of(Tenant tenant) {
        return view(tenant, null);
    }

    static TenantView of(Tenant tenant, Map<Quota, QuotaUsage.Use> uses) {
        Map<String, UseView> usage = new LinkedHashMap<>();
        uses.forEach((quota, use) ->
                usage.put(quota.code(), new UseView(use.limit(), use.used().orElse(null))));
        return view(tenant, usage);
    }

    private static TenantView view(Tenant tenant, @Nullable Map<String, UseView> usage) {
        return new TenantView(
                tenant.id().value(),
                tenant.name().orElse(null),
                limits(tenant.quotas()),
                usage,
                tenant.createdAt(),
                tenant.updatedAt());
    }

    private static Map<String, @Nullable Long> limits(Quotas quotas) {
        Map<String, @Nullable Long> limits = new LinkedHashMap<>();
        for (Quota quota : Quota.values()) {
            limits.put(quota.code(), quotas.limit(quota).orElse(null));
        }
        return limits;
    }

    ReadOnlyFields readOnly() {
        return ReadOnlyFields.of(
                READ_ONLY,
                List.of(Optional.of(id), Optional.of(createdAt), Optional.of(updatedAt)));
    }
}
