package io.postrider.subscription.quota;

import io.postrider.model.TenantId;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The limits of every tenant: the deployment's, and in place of them those that operators have set.
 * They are read from memory, so that nobody waits for the database; {@link #refresh} brings them up
 * to date, and while the database does not answer the latest ones hold.
 */
public final class QuotaLimits {

    private final Quotas defaults;
    private final QuotaOverrides overrides;
    private volatile Map<TenantId, Quotas> known = Map.of();

    /**
     * Creates the limits.
     *
     * @param defaults for every quota
     */
    public QuotaLimits(Quotas defaults, QuotaOverrides overrides) {
        for (Quota quota : Quota.values()) {
            if (defaults.limit(quota).isEmpty()) {
                throw new IllegalArgumentException(quota.code() + " needs a default");
            }
        }
        this.defaults = defaults;
        this.overrides = overrides;
    }

    /**
     * The limit as it was last known.
     *
     * @param tenant absent for callers that are bound to none, who share the default
     */
    public long limit(Optional<TenantId> tenant, Quota quota) {
        return limit(tenant.map(known::get).orElse(Quotas.NONE), quota);
    }

    /** The limit of a tenant with these overrides. */
    public long limit(Quotas own, Quota quota) {
        return own.limit(quota).or(() -> defaults.limit(quota)).orElseThrow();
    }

    /** Reads the overrides again. */
    public synchronized void refresh() {
        known = Map.copyOf(overrides.all());
    }

    /** Notes overrides that were just stored, ahead of the next {@link #refresh}. */
    public synchronized void changed(TenantId tenant, Quotas own) {
        Map<TenantId, Quotas> changed = new HashMap<>(known);
        changed.put(tenant, own);
        known = Map.copyOf(changed);
    }
}
