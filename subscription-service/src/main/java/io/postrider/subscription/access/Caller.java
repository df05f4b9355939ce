package io.postrider.subscription.access;

import io.postrider.model.TenantId;
import io.postrider.subscription.refusal.RefusedException;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Who calls, for whom, and what they may do. */
public record Caller(Actor actor, Reach reach, Set<Scope> scopes) {

    /** Postrider itself may do everything. */
    public static final Caller POSTRIDER =
            new Caller(Actor.POSTRIDER, Reach.EVERYBODY, EnumSet.allOf(Scope.class));

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }

    /** Whether it may do everything for everybody. */
    public boolean isOperator() {
        return reach.tenant().isEmpty() && scopes.contains(Scope.ADMIN);
    }

    /** The same caller, who sees and does only what concerns the tenant. */
    public Caller actingFor(TenantId tenant) {
        requireReach(tenant);
        return new Caller(actor, Reach.of(tenant), scopes);
    }

    /**
     * Whose that is to be which the caller makes.
     *
     * @param named as the caller says
     * @throws RefusedException when the caller names a tenant that is not its own
     */
    public TenantId owner(Optional<TenantId> named) {
        named.ifPresent(this::requireReach);
        return named.orElseGet(this::usualOwner);
    }

    /** Whose that is which the caller makes and names no tenant for. */
    public TenantId usualOwner() {
        return reach.tenant().orElse(TenantId.DEFAULT);
    }

    private void requireReach(TenantId tenant) {
        if (!reach.covers(tenant)) {
            throw RefusedException.forbidden(
                    "You act for the tenant %s, and cannot for %s".formatted(usualOwner(), tenant));
        }
    }
}
