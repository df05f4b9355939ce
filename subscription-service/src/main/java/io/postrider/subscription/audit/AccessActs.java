package io.postrider.subscription.audit;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.ApiKey;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.access.Tenant;
import io.postrider.subscription.audit.AuditEntry.Resource;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is noted of acts on tenants, keys and sessions. */
public final class AccessActs {

    private AccessActs() {}

    public static AuditEntry created(Caller caller, Tenant tenant) {
        return act(caller, "tenant.created", tenant.id(), facts(tenant));
    }

    public static AuditEntry changed(Caller caller, Tenant before, Tenant after) {
        return AuditEntry.ofChange(
                act(caller, "tenant.updated", after.id(), Map.of()), facts(before), facts(after));
    }

    public static AuditEntry deleted(Caller caller, Tenant tenant) {
        return AuditEntry.ofChange(
                act(caller, "tenant.deleted", tenant.id(), Map.of()), facts(tenant), Map.of());
    }

    private static AuditEntry act(
            Caller caller, String action, TenantId tenant, Map<String, Object> after) {
        return AuditEntry.of(
                caller, Optional.of(tenant), action, new Resource("tenant", tenant.value()), after);
    }

    private static Map<String, Object> facts(Tenant tenant) {
        Map<String, Object> facts = new LinkedHashMap<>();
        tenant.name().ifPresent(name -> facts.put("name", name));
        tenant.quotas()
                .limits()
                .forEach((quota, limit) -> facts.put("quotas." + quota.code(), limit));
        return facts;
    }

    public static AuditEntry created(Caller caller, ApiKey key) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", key.name());
        facts.put("prefix", key.prefix());
        facts.put("scopes", key.scopes().stream().map(Scope::code).sorted().toList());
        key.expiresAt().ifPresent(end -> facts.put("expires_at", end.toString()));
        return act(caller, "api_key.created", key, facts);
    }

    public static AuditEntry revoked(Caller caller, ApiKey key, Instant at) {
        return act(caller, "api_key.revoked", key, Map.of("revoked_at", at.toString()));
    }

    private static AuditEntry act(
            Caller caller, String action, ApiKey key, Map<String, Object> after) {
        return AuditEntry.of(
                caller, key.tenant(), action, new Resource("api_key", key.id()), after);
    }

    /** Of the key that it is a session of. */
    public static AuditEntry sessionOpened(Caller caller, Instant expiresAt) {
        return session(caller, "session.opened", Map.of("expires_at", expiresAt.toString()));
    }

    public static AuditEntry sessionClosed(Caller caller) {
        return session(caller, "session.closed", Map.of());
    }

    private static AuditEntry session(Caller caller, String action, Map<String, Object> after) {
        return AuditEntry.of(
                caller,
                caller.reach().tenant(),
                action,
                new Resource("session", caller.actor().id()),
                after);
    }
}
