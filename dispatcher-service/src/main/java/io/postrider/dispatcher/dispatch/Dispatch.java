package io.postrider.dispatcher.dispatch;

import io.postrider.model.Delivery;

import java.util.List;

/** What becomes of one record of the events topic. */
public sealed interface Dispatch {

    /**
     * An event, and its deliveries: none when no subscription wants it.
     *
     * @param deliveries in the order of their subscriptions' ids
     */
    record FannedOut(List<Delivery> deliveries) implements Dispatch {

        public FannedOut {
            deliveries = List.copyOf(deliveries);
        }
    }

    /**
     * Not an event that can be delivered.
     *
     * @param reason for people
     */
    record Invalid(String reason) implements Dispatch {}
}
