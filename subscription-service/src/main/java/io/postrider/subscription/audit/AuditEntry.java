package io.postrider.subscription.audit;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.Actor;
import io.postrider.subscription.access.Caller;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One administrative act.
 *
 * @param tenant whose the resource is, where it is somebody's
 * @param action what was done: {@code webhook.updated}
 * @param before what it was, as far as the act changed it; never a secret
 * @param after what it became, as far as the act changed it; never a secret
 */
public record AuditEntry(
        Actor actor,
        Optional<TenantId> tenant,
        String action,
        Resource resource,
        Map<String, Object> before,
        Map<String, Object> after) {

    /** What an act was done to. */
    public record Resource(String type, String id) {}

    public AuditEntry {
        before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
        after = Collections.unmodifiableMap(new LinkedHashMap<>(after));
    }

    /** Of an act that makes something, or after which it is what it was. */
    public static AuditEntry of(
            Caller caller,
            Optional<TenantId> tenant,
            String action,
            Resource resource,
            Map<String, Object> after) {
        return new AuditEntry(caller.actor(), tenant, action, resource, Map.of(), after);
    }

    /** The same act with what differs between the two alone. */
    public static AuditEntry ofChange(
            AuditEntry act, Map<String, Object> before, Map<String, Object> after) {
        return new AuditEntry(
                act.actor(),
                act.tenant(),
                act.action(),
                act.resource(),
                differing(before, after),
                differing(after, before));
    }

    private static Map<String, Object> differing(
            Map<String, Object> facts, Map<String, Object> others) {
        Map<String, Object> differing = new LinkedHashMap<>(facts);
        differing
                .entrySet()
                .removeIf(fact -> Objects.equals(fact.getValue(), others.get(fact.getKey())));
        return differing;
    }
}
