package io.postrider.subscription.jdbc;

import io.postrider.model.TenantId;
import io.postrider.subscription.quota.KeptCounts;
import io.postrider.subscription.quota.Quota;
import io.postrider.subscription.quota.QuotaOverrides;
import io.postrider.subscription.quota.Quotas;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Counts what quotas limit in the database, and reads the limits that operators have set. */
public final class JdbcQuotas implements QuotaOverrides, KeptCounts {

    private static final Map<Quota, String> COUNTS =
            new EnumMap<>(
                    Map.of(
                            Quota.WEBHOOKS,
                            "SELECT count(*) FROM subscriptions WHERE tenant = :tenant",
                            Quota.API_KEYS,
                            """
                            SELECT count(*) FROM api_keys
                            WHERE tenant = :tenant AND revoked_at IS NULL
                              AND (expires_at IS NULL OR expires_at > now())
                            """,
                            Quota.REPLAYS,
                            """
                            SELECT count(*) FROM replay_jobs
                            WHERE state = 'running'
                              AND (tenant = :tenant OR (tenant IS NULL AND :tenant::text IS NULL))
                            """));

    private final JdbcClient jdbc;

    public JdbcQuotas(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<TenantId, Quotas> all() {
        Map<TenantId, Quotas> all = new HashMap<>();
        jdbc.sql("SELECT id, quotas FROM tenants WHERE quotas <> '{}'")
                .query(row -> {
                    all.put(
                            new TenantId(row.getString("id")),
                            QuotaColumn.read(row.getString("quotas")));
                });
        return all;
    }

    @Override
    public Map<Quota, Long> of(TenantId tenant) {
        Map<Quota, Long> counts = new EnumMap<>(Quota.class);
        COUNTS.keySet().forEach(quota -> counts.put(quota, count(Optional.of(tenant), quota)));
        return counts;
    }

    long count(Optional<TenantId> tenant, Quota quota) {
        return jdbc.sql(Objects.requireNonNull(COUNTS.get(quota)))
                .param("tenant", tenant.map(TenantId::value).orElse(null))
                .query(Long.class)
                .single();
    }
}
