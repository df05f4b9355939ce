package io.postrider.subscription.jdbc;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.access.Tenant;
import io.postrider.subscription.access.Tenants;
import io.postrider.subscription.audit.AccessActs;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.refusal.RefusedException;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The table {@code tenants}. */
public class JdbcTenants implements Tenants {

    private final JdbcClient jdbc;
    private final AuditLog audit;

    public JdbcTenants(JdbcClient jdbc, AuditLog audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    @Override
    @Transactional
    public boolean add(Caller caller, Tenant tenant) {
        boolean added =
                jdbc.sql(
                                        """
                                        INSERT INTO tenants (id, name, quotas, created_at, updated_at)
                                        VALUES (:id, :name, :quotas::jsonb, :created, :updated)
                                        ON CONFLICT DO NOTHING
                                        """)
                                .params(parameters(tenant))
                                .update()
                        > 0;
        if (added) {
            requireUnused(tenant.id());
            audit.add(AccessActs.created(caller, tenant));
        }
        return added;
    }

    /** Asked after the insert, which waits for a deletion that is under way. */
    private void requireUnused(TenantId id) {
        if (jdbc.sql("SELECT id FROM deleted_tenants WHERE id = :id")
                .param("id", id.value())
                .query(String.class)
                .optional()
                .isPresent()) {
            throw RefusedException.conflict(
                    "The id %s belonged to a tenant that was deleted, and cannot be used again"
                            .formatted(id));
        }
    }

    private static Map<String, Object> parameters(Tenant tenant) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", tenant.id().value());
        parameters.put("name", tenant.name().orElse(null));
        parameters.put("quotas", QuotaColumn.write(tenant.quotas()));
        parameters.put("created", Columns.timestamp(tenant.createdAt()));
        parameters.put("updated", Columns.timestamp(tenant.updatedAt()));
        return parameters;
    }

    @Override
    public Optional<Tenant> find(Reach reach, TenantId id) {
        return reach.covers(id) ? one(id, "") : Optional.empty();
    }

    private Optional<Tenant> one(TenantId id, String lock) {
        return jdbc.sql("SELECT * FROM tenants WHERE id = :id" + lock)
                .param("id", id.value())
                .query((row, _) -> tenant(row))
                .optional();
    }

    @Override
    public List<Tenant> list(Reach reach, Optional<TenantId> after, int limit) {
        Where where = new Where();
        reach.tenant().ifPresent(tenant -> where.and("id =", tenant.value()));
        after.ifPresent(mark -> where.and("id >", mark.value()));
        return jdbc.sql("SELECT * FROM tenants" + where.sql() + " ORDER BY id LIMIT " + limit)
                .params(where.parameters())
                .query((row, _) -> tenant(row))
                .list();
    }

    @Override
    @Transactional
    public Optional<Tenant> change(Caller caller, TenantId id, UnaryOperator<Tenant> change) {
        return one(id, " FOR UPDATE")
                .map(current -> {
                    Tenant changed = change.apply(current);
                    if (!changed.equals(current)) {
                        jdbc.sql(
                                        """
                                        UPDATE tenants
                                        SET name = :name, quotas = :quotas::jsonb,
                                            updated_at = :updated
                                        WHERE id = :id
                                        """)
                                .params(parameters(changed))
                                .update();
                        audit.add(AccessActs.changed(caller, current, changed));
                    }
                    return changed;
                });
    }

    @Override
    @Transactional
    public boolean remove(Caller caller, TenantId id, Instant now) {
        Optional<Tenant> present = one(id, " FOR UPDATE");
        present.ifPresent(tenant -> {
            delete(id);
            jdbc.sql("INSERT INTO deleted_tenants (id, deleted_at) VALUES (:id, :now)")
                    .param("id", id.value())
                    .param("now", Columns.timestamp(now))
                    .update();
            audit.add(AccessActs.deleted(caller, tenant));
        });
        return present.isPresent();
    }

    @Override
    public boolean purge(TenantId id, Instant now) {
        return jdbc.sql(
                                """
                                UPDATE deleted_tenants SET purge_at = :now, purge_until = :until
                                WHERE id = :id
                                """)
                        .param("id", id.value())
                        .param("now", Columns.timestamp(now))
                        .param("until", Columns.timestamp(now.plus(TenantPurge.REPEATED_FOR)))
                        .update()
                > 0;
    }

    private void delete(TenantId id) {
        try {
            jdbc.sql("DELETE FROM tenants WHERE id = :id").param("id", id.value()).update();
        } catch (DataIntegrityViolationException e) {
            throw RefusedException.conflict(
                    "The tenant %s has webhooks; delete them first".formatted(id), e);
        }
    }

    private static Tenant tenant(ResultSet row) throws SQLException {
        return new Tenant(
                new TenantId(row.getString("id")),
                Columns.optionalText(row, "name"),
                QuotaColumn.read(row.getString("quotas")),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
