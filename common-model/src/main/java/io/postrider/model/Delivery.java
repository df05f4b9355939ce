package io.postrider.model;

import java.time.Instant;

/**
 * One event on its way to one subscription.
 *
 * @param id stays the same through every retry and replay
 * @param event the event it carries
 * @param subscription where it goes
 * @param createdAt when the dispatcher matched the event
 * @param progress how far it has come
 * @param body the exact bytes of the POST
 */
public record Delivery(
        DeliveryId id,
        EventRef event,
        SubscriptionRef subscription,
        Instant createdAt,
        Progress progress,
        Payload body) {

    /** What a delivery keeps of its event beside the body. */
    public record EventRef(EventId id, EventType type, TenantId tenant, RecordPosition position) {}

    /**
     * The subscription as the dispatcher knew it.
     *
     * @param offset of the snapshot in the {@code subscriptions} topic; who has read past it and
     *     does not know the subscription knows that it was deleted
     */
    public record SubscriptionRef(SubscriptionId id, long offset) {}

    public Delivery withProgress(Progress next) {
        return new Delivery(id, event, subscription, createdAt, next, body);
    }
}
