package io.postrider.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One event on its way to one subscription.
 *
 * @param id stays the same through every retry and replay
 * @param event the event it carries
 * @param subscription where it goes
 * @param createdAt when the dispatcher matched the event
 * @param progress how far it has come
 * @param body the exact bytes of the POST; where it is not rendered, the event that they are to be
 *     made of
 * @param rendered whether the body has been made, which the dispatcher cannot do in a format that
 *     is not configured there
 */
public record Delivery(
        DeliveryId id,
        EventRef event,
        SubscriptionRef subscription,
        Instant createdAt,
        Progress progress,
        Payload body,
        boolean rendered) {

    /** With its body. */
    public Delivery(
            DeliveryId id,
            EventRef event,
            SubscriptionRef subscription,
            Instant createdAt,
            Progress progress,
            Payload body) {
        this(id, event, subscription, createdAt, progress, body, true);
    }

    /**
     * What a delivery keeps of its event beside the body.
     *
     * @param alias the id that the delivery's format gives the event, where it is not its own
     */
    public record EventRef(
            EventId id,
            EventType type,
            TenantId tenant,
            RecordPosition position,
            Optional<String> alias) {

        /** Of an event that keeps its own id. */
        public EventRef(EventId id, EventType type, TenantId tenant, RecordPosition position) {
            this(id, type, tenant, position, Optional.empty());
        }

        /** The id that the receiver sees. */
        public String shownId() {
            return alias.orElse(id.value());
        }
    }

    /**
     * The subscription as the dispatcher knew it.
     *
     * @param offset of the snapshot in the {@code subscriptions} topic; who has read past it and
     *     does not know the subscription knows that it was deleted
     * @param format of the body, and so of the whole POST, whatever the subscription has since
     */
    public record SubscriptionRef(SubscriptionId id, long offset, FormatName format) {

        /** Of a subscription in the standard format. */
        public SubscriptionRef(SubscriptionId id, long offset) {
            this(id, offset, FormatName.STANDARD);
        }
    }

    public Delivery withProgress(Progress next) {
        return new Delivery(id, event, subscription, createdAt, next, body, rendered);
    }

    /**
     * With the body that was made of its event.
     *
     * @param alias the id that the format gives the event, where it is not its own
     */
    public Delivery withBody(Payload made, Optional<String> alias) {
        EventRef named =
                new EventRef(event.id(), event.type(), event.tenant(), event.position(), alias);
        return new Delivery(id, named, subscription, createdAt, progress, made);
    }
}
