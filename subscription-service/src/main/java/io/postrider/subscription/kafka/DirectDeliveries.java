package io.postrider.subscription.kafka;

import io.postrider.model.Delivery;
import io.postrider.model.Delivery.EventRef;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.DeliveryId;
import io.postrider.model.Event;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.model.wire.EventBodies.Rendered;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Makes of an event the delivery that the dispatcher would make, for one subscription. */
final class DirectDeliveries {

    private static final Logger log = LoggerFactory.getLogger(DirectDeliveries.class);

    /** The event is not in the {@code events} topic. */
    private static final RecordPosition NOWHERE = new RecordPosition(0, 0);

    private final BodyRenderer renderer;
    private final int largestBody;

    DirectDeliveries(BodyRenderer renderer, int largestBody) {
        this.renderer = renderer;
        this.largestBody = largestBody;
    }

    /**
     * The delivery, or nothing when there can be none: what the outbox holds behind it must not
     * wait for a repair.
     *
     * @param offset of the subscription's snapshot
     */
    Optional<Delivery> of(Event event, SubscriptionSnapshot subscription, long offset) {
        DeliveryId id = DeliveryId.of(event.source(), event.id(), subscription.id());
        Rendered rendered = renderer.of(event).in(subscription.format(), subscription.id(), id);
        if (rendered.body().length() <= largestBody) {
            return Optional.of(delivery(id, event, subscription, offset, rendered));
        }
        log.error(
                "{} for {} is dropped: its body has {} bytes, allowed are {}",
                event.id(),
                subscription.id(),
                rendered.body().length(),
                largestBody);
        return Optional.empty();
    }

    private static Delivery delivery(
            DeliveryId id,
            Event event,
            SubscriptionSnapshot subscription,
            long offset,
            Rendered rendered) {
        return new Delivery(
                id,
                new EventRef(
                        event.id(), event.type(), event.tenant(), NOWHERE, rendered.eventAlias()),
                new SubscriptionRef(subscription.id(), offset, subscription.format()),
                event.time().truncatedTo(ChronoUnit.MILLIS),
                Progress.NEW,
                rendered.body(),
                rendered.made());
    }
}
