package io.postrider.subscription.quota;

import io.postrider.model.TenantId;

/** For whom something is done that needs a part of what all share. */
public sealed interface Party {

    /** A tenant's callers. */
    record OfTenant(TenantId tenant) implements Party {}

    /** Callers who act for no tenant, or are not known yet. */
    record Others() implements Party {}

    /** Postrider itself: consumers, jobs, replays. */
    record Background() implements Party {}

    /** Says for whom the current thread works. */
    @FunctionalInterface
    interface Source {

        Party current();
    }
}
