package io.postrider.subscription.audit;

import io.postrider.subscription.access.Caller;
import io.postrider.subscription.audit.AuditEntry.Resource;
import io.postrider.subscription.history.DeliveryRef;

import java.util.Map;
import java.util.Optional;

/** What is noted of acts on deliveries. */
public final class DeliveryActs {

    private DeliveryActs() {}

    /** Somebody had it sent out again. */
    public static AuditEntry replayed(Caller caller, DeliveryRef delivery, int replays) {
        return AuditEntry.of(
                caller,
                Optional.of(delivery.tenant()),
                "delivery.replayed",
                new Resource("delivery", delivery.id().value()),
                Map.of("webhook_id", delivery.subscription().value(), "replays", replays));
    }
}
