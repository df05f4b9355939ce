package io.postrider.subscription.kafka;

import io.postrider.model.Delivery;
import io.postrider.model.Delivery.EventRef;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.DeliveryId;
import io.postrider.model.Event;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.wire.StandardBody;

import java.time.temporal.ChronoUnit;

/** The delivery that the dispatcher would make of an event, for one subscription. */
final class DirectDelivery {

    /** The event is not in the {@code events} topic. */
    private static final RecordPosition NOWHERE = new RecordPosition(0, 0);

    private DirectDelivery() {}

    static Delivery of(Event event, SubscriptionSnapshot subscription, long offset) {
        return new Delivery(
                DeliveryId.of(event.source(), event.id(), subscription.id()),
                new EventRef(event.id(), event.type(), event.tenant(), NOWHERE),
                new SubscriptionRef(subscription.id(), offset),
                event.time().truncatedTo(ChronoUnit.MILLIS),
                Progress.NEW,
                StandardBody.render(event));
    }
}
