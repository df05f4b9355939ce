package io.postrider.subscription.testdelivery;

import io.postrider.model.Event;
import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.webhook.Subscription;

import java.util.function.Function;

/** Sends an event to one subscription, through the same pipeline as any other. */
public interface DirectEvents {

    /**
     * Returns when it is sure that the event will be delivered, and noted in the audit log.
     *
     * @param event made of the subscription while nobody can change it
     * @throws RefusedException when there is no such subscription within the caller's reach
     */
    Event send(Caller caller, SubscriptionId id, Function<Subscription, Event> event);
}
