package io.postrider.subscription.quota;

import io.postrider.model.TenantId;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Says how much of its quotas a tenant uses. */
public final class QuotaUsage {

    private final QuotaLimits limits;
    private final KeptCounts kept;
    private final UnderWay underWay;

    /**
     * Of one quota.
     *
     * @param used absent for rates
     */
    public record Use(long limit, Optional<Long> used) {}

    public QuotaUsage(QuotaLimits limits, KeptCounts kept, UnderWay underWay) {
        this.limits = limits;
        this.kept = kept;
        this.underWay = underWay;
    }

    /**
     * Every quota of the tenant. What is counted at each instance is that of this one.
     *
     * @param own its overrides
     */
    public Map<Quota, Use> of(TenantId tenant, Quotas own) {
        Map<Quota, Long> counts = kept.of(tenant);
        Map<Quota, Use> uses = new EnumMap<>(Quota.class);
        for (Quota quota : Quota.values()) {
            uses.put(quota, new Use(limits.limit(own, quota), used(tenant, quota, counts)));
        }
        return uses;
    }

    private Optional<Long> used(TenantId tenant, Quota quota, Map<Quota, Long> counts) {
        if (quota.isRate()) {
            return Optional.empty();
        }
        return Optional.ofNullable(counts.get(quota))
                .or(() -> Optional.of((long) underWay.count(Optional.of(tenant), quota)));
    }
}
