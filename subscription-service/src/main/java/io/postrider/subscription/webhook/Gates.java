package io.postrider.subscription.webhook;

import io.postrider.model.EventTypePattern;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.TenantGate;
import io.postrider.subscription.eventtype.TypeGate;
import io.postrider.subscription.refusal.FieldErrors;

/** What subscriptions may name. */
public record Gates(TypeGate types, TenantGate tenants) {

    /**
     * Lets tenants pass that there are.
     *
     * @throws io.postrider.subscription.refusal.RefusedException otherwise
     */
    void requireTenant(TenantId tenant) {
        FieldErrors errors = new FieldErrors();
        if (!tenants.isKnown(tenant)) {
            errors.add("tenant", TenantGate.unknown(tenant));
        }
        errors.refuseIfAny();
    }

    /**
     * Lets patterns pass that may select a type.
     *
     * @throws io.postrider.subscription.refusal.RefusedException naming those that cannot
     */
    void requireTypes(Settings settings) {
        FieldErrors errors = new FieldErrors();
        for (EventTypePattern pattern : settings.selection().types()) {
            if (!types.admits(pattern)) {
                errors.add(
                        "events",
                        "events must name types that are registered, which %s is not; GET /api/v1/event-types lists them"
                                .formatted(pattern));
            }
        }
        errors.refuseIfAny();
    }
}
