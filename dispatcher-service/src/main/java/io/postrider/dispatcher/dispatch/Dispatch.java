package io.postrider.dispatcher.dispatch;

import io.postrider.model.Delivery;
import io.postrider.model.SubscriptionId;

import java.util.List;

/** What becomes of one record of the events topic. */
public sealed interface Dispatch {

    /**
     * An event, and its deliveries: none when no subscription wants it.
     *
     * @param deliveries in the order of their subscriptions' ids
     * @param leftOut subscriptions that want it and cannot get it
     */
    record FannedOut(List<Delivery> deliveries, List<LeftOut> leftOut) implements Dispatch {

        public FannedOut {
            deliveries = List.copyOf(deliveries);
            leftOut = List.copyOf(leftOut);
        }

        /** Those whose id does not come behind that of the subscription. */
        public List<LeftOut> leftOutUpTo(SubscriptionId last) {
            return leftOut.stream()
                    .filter(left -> left.subscription().value().compareTo(last.value()) <= 0)
                    .toList();
        }
    }

    /**
     * Not an event that can be delivered.
     *
     * @param reason for people
     */
    record Invalid(String reason) implements Dispatch {}
}
