package io.postrider.subscription.access;

import io.postrider.model.TenantId;
import io.postrider.subscription.quota.QuotaLimits;
import io.postrider.subscription.quota.Quotas;
import io.postrider.subscription.refusal.RefusedException;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What can be done with tenants. */
public final class TenantService {

    private final Tenants tenants;
    private final QuotaLimits limits;
    private final InstantSource clock;

    public TenantService(Tenants tenants, QuotaLimits limits, InstantSource clock) {
        this.tenants = tenants;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Makes a tenant.
     *
     * @param quotas limits in place of the deployment's
     */
    public Tenant create(Caller caller, TenantId id, Optional<String> name, Quotas quotas) {
        Instant now = now();
        Tenant tenant = new Tenant(id, name, quotas, now, now);
        if (!tenants.add(caller, tenant)) {
            throw RefusedException.conflict("There is a tenant %s already".formatted(id));
        }
        limits.changed(id, quotas);
        return tenant;
    }

    public Tenant get(Reach reach, TenantId id) {
        return tenants.find(reach, id).orElseThrow(() -> unknown(id));
    }

    public List<Tenant> list(Reach reach, Optional<TenantId> after, int limit) {
        return tenants.list(reach, after, limit);
    }

    /** Changes a tenant; limits that it gets are in effect at once, elsewhere within seconds. */
    public Tenant change(Caller caller, TenantId id, UnaryOperator<Tenant> change) {
        Tenant changed =
                tenants.change(caller, id, current -> changed(current, change.apply(current)))
                        .orElseThrow(() -> unknown(id));
        limits.changed(id, changed.quotas());
        return changed;
    }

    private Tenant changed(Tenant current, Tenant changed) {
        return changed.equals(current) ? current : changed.changedAt(now());
    }

    /**
     * Deletes a tenant without webhooks, and its keys.
     *
     * @param purge whether its data is removed too; this may be asked for after it was deleted
     */
    public void remove(Caller caller, TenantId id, boolean purge) {
        if (id.equals(TenantId.DEFAULT)) {
            throw RefusedException.conflict(
                    "The tenant %s stands where none is named, and cannot be deleted"
                            .formatted(id));
        }
        boolean removed = tenants.remove(caller, id, now());
        boolean purged = purge && tenants.purge(id, now());
        if (!removed && !purged) {
            throw unknown(id);
        }
    }

    private static RefusedException unknown(TenantId id) {
        return RefusedException.notFound("tenant", id.value());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
