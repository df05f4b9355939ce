package io.postrider.dispatcher.dispatch;

import io.postrider.model.Delivery;
import io.postrider.model.Delivery.EventRef;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.DeliveryId;
import io.postrider.model.Event;
import io.postrider.model.Payload;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.model.wire.EventBodies;
import io.postrider.model.wire.EventBodies.Rendered;
import io.postrider.model.wire.EventCodec;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/** Makes the deliveries of one event; what they can share is made once. */
final class DeliveryMaker {

    private final Event event;
    private final RecordPosition position;
    private final Instant createdAt;
    private final BodyRenderer renderer;
    private final EventBodies bodies;
    private final int largestBody;
    private EventRef reference;
    private @Nullable Payload envelope;

    DeliveryMaker(
            Event event,
            RecordPosition position,
            Instant createdAt,
            BodyRenderer renderer,
            int largestBody) {
        this.event = event;
        this.position = position;
        this.createdAt = createdAt;
        this.renderer = renderer;
        this.bodies = renderer.of(event);
        this.largestBody = largestBody;
        this.reference = reference(Optional.empty());
    }

    private EventRef reference(Optional<String> alias) {
        return new EventRef(event.id(), event.type(), event.tenant(), position, alias);
    }

    /**
     * The delivery. In a format that is not configured here it holds the event: the worker makes
     * the body as soon as it knows the format, and deals with it as with anything that no POST can
     * be made of until then.
     */
    Delivery make(SubscriptionRef subscription) {
        DeliveryId id = DeliveryId.of(event.source(), event.id(), subscription.id());
        if (!renderer.knows(subscription.format())) {
            return new Delivery(
                    id,
                    named(Optional.empty()),
                    subscription,
                    createdAt,
                    Progress.NEW,
                    envelope(),
                    false);
        }
        Rendered rendered = bodies.in(subscription.format(), subscription.id(), id);
        return new Delivery(
                id,
                named(rendered.eventAlias()),
                subscription,
                createdAt,
                Progress.NEW,
                rendered.body());
    }

    private EventRef named(Optional<String> alias) {
        if (!alias.equals(reference.alias())) {
            reference = reference(alias);
        }
        return reference;
    }

    private Payload envelope() {
        Payload known = envelope;
        if (known == null) {
            known = EventCodec.encode(event).value().orElseThrow();
            envelope = known;
        }
        return known;
    }

    /** For a delivery that is too large. */
    LeftOut leftOut(Delivery delivery) {
        return new LeftOut(
                delivery.subscription().id(),
                delivery.rendered()
                        ? "the event makes a body of %d bytes; allowed are %d"
                                .formatted(delivery.body().length(), largestBody)
                        : ("the format '%s' is not configured, and the event is too large to wait"
                                        + " for it: it has %d bytes; allowed are %d")
                                .formatted(
                                        delivery.subscription().format(),
                                        delivery.body().length(),
                                        largestBody));
    }
}
