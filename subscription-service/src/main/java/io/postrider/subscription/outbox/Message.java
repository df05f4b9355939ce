package io.postrider.subscription.outbox;

import io.postrider.model.Event;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.wire.WireRecord;

/** What Kafka is told after a transaction of PostgreSQL. */
public sealed interface Message {

    /** A record for the topic of subscriptions. */
    record Change(WireRecord record) implements Message {}

    /**
     * An event that one subscription alone gets, whatever it selects. The snapshot goes to the
     * topic of subscriptions just before, so that the worker has read it when it takes the
     * delivery.
     */
    record Direct(SubscriptionSnapshot subscription, Event event) implements Message {}

    /**
     * What was written to the outbox and cannot be read.
     *
     * @param reason says what is wrong with it
     */
    record Unreadable(String reason) implements Message {}

    /** For the topic of events, where every subscription that selects it gets it. */
    record Published(Event event) implements Message {}
}
