package io.postrider.subscription.history;

import io.postrider.model.AttemptReport;
import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What never changes about a delivery. */
public record DeliveryRef(
        DeliveryId id,
        Instant createdAt,
        TenantId tenant,
        SubscriptionId subscription,
        EventId event,
        EventType type) {

    /** Milliseconds are what every topic carries. */
    public DeliveryRef {
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    }

    static DeliveryRef of(Delivery delivery) {
        return new DeliveryRef(
                delivery.id(),
                delivery.createdAt(),
                delivery.event().tenant(),
                delivery.subscription().id(),
                delivery.event().id(),
                delivery.event().type());
    }

    static DeliveryRef of(AttemptReport report) {
        return new DeliveryRef(
                report.delivery(),
                report.deliveryCreatedAt(),
                report.tenant(),
                report.subscription(),
                report.event(),
                report.type());
    }
}
