package io.postrider.subscription.access;

import io.postrider.model.TenantId;
import io.postrider.subscription.refusal.RefusedException;

import java.util.Optional;

/**
 * Whose things a query may touch. Every store takes one, so that none can forget to ask.
 *
 * @param tenant the one tenant; absent for everybody's
 */
public record Reach(Optional<TenantId> tenant) {

    public static final Reach EVERYBODY = new Reach(Optional.empty());

    public static Reach of(TenantId tenant) {
        return new Reach(Optional.of(tenant));
    }

    public boolean covers(TenantId other) {
        return tenant.isEmpty() || tenant.get().equals(other);
    }

    /**
     * What is left of it for somebody who asks for one tenant's things.
     *
     * @throws RefusedException when that tenant is out of reach: then there is none, for the caller
     */
    public Reach narrowed(Optional<TenantId> wanted) {
        wanted.filter(other -> !covers(other))
                .ifPresent(other -> {
                    throw RefusedException.notFound("tenant", other.value());
                });
        return wanted.map(Reach::of).orElse(this);
    }
}
