package io.postrider.subscription.access;

import io.postrider.model.TenantId;

/** Says which tenants there are. */
@FunctionalInterface
public interface TenantGate {

    /** For where nobody has to be known. */
    TenantGate OPEN = _ -> true;

    boolean isKnown(TenantId tenant);

    /** What to tell those who name one that is not. */
    static String unknown(TenantId tenant) {
        return "tenant must be one there is, which %s is not; an operator makes it by POST /api/v1/tenants"
                .formatted(tenant);
    }
}
