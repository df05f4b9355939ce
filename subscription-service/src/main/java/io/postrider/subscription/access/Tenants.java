package io.postrider.subscription.access;

import io.postrider.model.TenantId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keeps tenants. What is done to them is kept in the audit log together with it. */
public interface Tenants {

    /**
     * Adds a tenant.
     *
     * @return whether there was none of the id
     * @throws io.postrider.subscription.refusal.RefusedException when a tenant of the id was
     *     deleted before
     */
    boolean add(Caller caller, Tenant tenant);

    Optional<Tenant> find(Reach reach, TenantId id);

    /** By id, those after the one. */
    List<Tenant> list(Reach reach, Optional<TenantId> after, int limit);

    /** Changes the tenant while nobody else can. */
    Optional<Tenant> change(Caller caller, TenantId id, UnaryOperator<Tenant> change);

    /**
     * Removes the tenant and its keys. Its id stays taken.
     *
     * @return whether there was one
     * @throws io.postrider.subscription.refusal.RefusedException when it has webhooks
     */
    boolean remove(Caller caller, TenantId id, Instant now);

    /**
     * Has the data of a tenant removed that was deleted.
     *
     * @return whether a tenant of the id was deleted
     */
    boolean purge(TenantId id, Instant now);
}
