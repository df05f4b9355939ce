package io.postrider.subscription.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.postrider.model.TenantId;
import io.postrider.subscription.quota.OverQuota;
import io.postrider.subscription.quota.Quota;
import io.postrider.subscription.quota.QuotaLimits;
import io.postrider.subscription.quota.Quotas;
import io.postrider.subscription.refusal.RefusedException;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.Optional;

/**
 * Holds tenants to the quotas of what is in the database, across all instances. Near its limit a
 * tenant's own are counted each time, under a lock; with room for thousands more, once a second.
 */
public final class KeptQuotas {

    /** More than all instances together can add within {@link #COUNT_TTL}. */
    private static final long FAR_FROM_LIMIT = 10_000;

    private static final Duration COUNT_TTL = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final JdbcQuotas counts;
    private final QuotaLimits limits;
    private final Cache<Counted, Long> recent =
            Caffeine.newBuilder().expireAfterWrite(COUNT_TTL).build();

    private record Counted(Optional<TenantId> tenant, Quota quota) {}

    public KeptQuotas(JdbcClient jdbc, JdbcQuotas counts, QuotaLimits limits) {
        this.jdbc = jdbc;
        this.counts = counts;
        this.limits = limits;
    }

    /**
     * Lets a transaction pass that is about to add one. Others that add one of the kind for the
     * tenant wait until it is over, so that together they do not exceed the quota.
     *
     * @param tenant absent for what belongs to no tenant
     * @throws RefusedException when there are as many as the quota allows
     */
    void requireRoom(Optional<TenantId> tenant, Quota quota) {
        long limit = limits.limit(own(tenant), quota);
        if (limit <= FAR_FROM_LIMIT
                || limit - recentCount(new Counted(tenant, quota)) <= FAR_FROM_LIMIT) {
            requireCounted(tenant, quota, limit);
        }
    }

    private long recentCount(Counted counted) {
        return recent.get(counted, it -> counts.count(it.tenant(), it.quota()));
    }

    private void requireCounted(Optional<TenantId> tenant, Quota quota, long limit) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .param("name", "quota:%s:%s".formatted(quota.code(), text(tenant)))
                .query((_, _) -> true)
                .single();
        long used = counts.count(tenant, quota);
        if (used >= limit) {
            throw OverQuota.full(tenant, quota, limit, used);
        }
    }

    private static String text(Optional<TenantId> tenant) {
        return tenant.map(TenantId::value).orElse("");
    }

    /** As it is stored now, which this instance may not have seen yet. */
    private Quotas own(Optional<TenantId> tenant) {
        return jdbc.sql("SELECT quotas FROM tenants WHERE id = :tenant")
                .param("tenant", text(tenant))
                .query((row, _) -> QuotaColumn.read(row.getString("quotas")))
                .optional()
                .orElse(Quotas.NONE);
    }
}
