package io.postrider.subscription.jdbc;

import io.postrider.model.Payload;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.ApiKey;
import io.postrider.subscription.access.ApiKeys;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.audit.AccessActs;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.quota.Quota;
import io.postrider.subscription.refusal.RefusedException;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table {@code api_keys}. */
public class JdbcApiKeys implements ApiKeys {

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final KeptQuotas quotas;

    public JdbcApiKeys(JdbcClient jdbc, AuditLog audit, KeptQuotas quotas) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.quotas = quotas;
    }

    @Override
    @Transactional
    public void add(Caller caller, ApiKey key, Payload hash) {
        key.tenant().ifPresent(tenant -> quotas.requireRoom(Optional.of(tenant), Quota.API_KEYS));
        key.revokedWith().ifPresent(this::requireUnrevoked);
        References.insertFor(key.tenant().orElse(TenantId.DEFAULT), () -> insert(key, hash));
        audit.add(AccessActs.created(caller, key));
    }

    /** Holds off a revocation of the maker until this transaction is over. */
    private void requireUnrevoked(String maker) {
        boolean revoked =
                jdbc.sql("SELECT id FROM api_keys WHERE id = :id AND revoked_at IS NULL FOR SHARE")
                        .param("id", maker)
                        .query(String.class)
                        .optional()
                        .isEmpty();
        if (revoked) {
            throw RefusedException.unauthenticated("The API key that makes the key was revoked");
        }
    }

    private void insert(ApiKey key, Payload hash) {
        jdbc.sql(
                        """
                        INSERT INTO api_keys (
                            id, prefix, hash, name, tenant, scopes, created_by, created_at,
                            expires_at, revoked_with)
                        VALUES (
                            :id, :prefix, :hash, :name, :tenant, :scopes, :createdBy, :createdAt,
                            :expiresAt, :revokedWith)
                        """)
                .params(ApiKeyRows.parameters(key, hash))
                .update();
    }

    @Override
    public Optional<ApiKey> lookUp(String prefix, Payload hash) {
        return one(new Where().and("prefix =", prefix).and("hash =", hash.bytes()), "");
    }

    @Override
    public Optional<ApiKey> find(Reach reach, String id) {
        return one(Where.within(reach).and("id =", id), "");
    }

    private Optional<ApiKey> one(Where where, String lock) {
        return jdbc.sql("SELECT * FROM api_keys" + where.sql() + lock)
                .params(where.parameters())
                .query((row, _) -> ApiKeyRows.read(row))
                .optional();
    }

    @Override
    public List<ApiKey> list(Reach reach, Optional<String> before, int limit) {
        Where where = Where.within(reach);
        before.ifPresent(id -> where.and("id <", id));
        return jdbc.sql("SELECT * FROM api_keys" + where.sql() + " ORDER BY id DESC LIMIT " + limit)
                .params(where.parameters())
                .query((row, _) -> ApiKeyRows.read(row))
                .list();
    }

    @Override
    @Transactional
    public boolean revoke(Caller caller, String id, Instant now) {
        Optional<ApiKey> key = one(Where.within(caller.reach()).and("id =", id), " FOR UPDATE");
        key.ifPresent(it -> revoke(caller, it, now));
        return key.isPresent();
    }

    private void revoke(Caller caller, ApiKey key, Instant now) {
        if (key.revokedAt().isEmpty()) {
            jdbc.sql("UPDATE api_keys SET revoked_at = :now WHERE id = :id")
                    .param("now", Columns.timestamp(now))
                    .param("id", key.id())
                    .update();
            jdbc.sql("DELETE FROM sessions WHERE api_key = :id").param("id", key.id()).update();
            audit.add(AccessActs.revoked(caller, key, now));
            endingWith(key).forEach(other -> revoke(caller, other, now));
        }
    }

    private List<ApiKey> endingWith(ApiKey maker) {
        return jdbc.sql("SELECT * FROM api_keys WHERE revoked_with = :id ORDER BY id FOR UPDATE")
                .param("id", maker.id())
                .query((row, _) -> ApiKeyRows.read(row))
                .list();
    }

    @Override
    public void used(String id, Instant now) {
        jdbc.sql(
                        "UPDATE api_keys SET last_used_at = :now WHERE id = :id"
                                + " AND (last_used_at IS NULL OR last_used_at < :now)")
                .param("now", Columns.timestamp(now))
                .param("id", id)
                .update();
    }
}
