package io.postrider.dispatcher.matching;

import io.postrider.model.Event;
import io.postrider.model.OperationalEvents;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.TenantId;
import io.postrider.model.filter.EventDocument;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows which active subscriptions want an event. One thread changes it, any number look up. */
public final class SubscriptionIndex {

    private final Map<TenantId, TenantIndex> tenants = new ConcurrentHashMap<>();
    private final Map<SubscriptionId, TenantId> tenantOf = new ConcurrentHashMap<>();
    private final boolean operationalByWildcard;

    /** Where {@code *} selects producers' events only. */
    public SubscriptionIndex() {
        this(false);
    }

    /**
     * An index of nothing yet.
     *
     * @param operationalByWildcard whether {@code *} also selects what Postrider announces itself
     */
    public SubscriptionIndex(boolean operationalByWildcard) {
        this.operationalByWildcard = operationalByWildcard;
    }

    /** Takes the subscription as it is now. */
    public void put(SubscriptionSnapshot snapshot, long offset) {
        if (!snapshot.active()) {
            remove(snapshot.id());
            return;
        }
        TenantId before = tenantOf.put(snapshot.id(), snapshot.tenant());
        if (before != null && !before.equals(snapshot.tenant())) {
            removeFrom(before, snapshot.id());
        }
        tenants.computeIfAbsent(snapshot.tenant(), _ -> new TenantIndex()).put(snapshot, offset);
    }

    public void remove(SubscriptionId id) {
        TenantId tenant = tenantOf.remove(id);
        if (tenant != null) {
            removeFrom(tenant, id);
        }
    }

    private void removeFrom(TenantId tenant, SubscriptionId id) {
        tenants.computeIfPresent(
                tenant,
                (_, index) -> {
                    index.remove(id);
                    return index.size() == 0 ? null : index;
                });
    }

    /** The subscriptions that want the event, and those whose filter cannot tell. */
    public Matches match(Event event) {
        TenantIndex index = tenants.get(event.tenant());
        if (index == null) {
            return Matches.NONE;
        }
        boolean byWildcard = operationalByWildcard || !OperationalEvents.isOne(event);
        return index.match(event.type(), byWildcard, EventDocument.of(event));
    }

    /** Active subscriptions. */
    public int size() {
        return tenantOf.size();
    }

    /** Those among them whose selection is refused, and so matches nothing. */
    public int unusable() {
        return tenants.values().stream().mapToInt(TenantIndex::unusable).sum();
    }
}
