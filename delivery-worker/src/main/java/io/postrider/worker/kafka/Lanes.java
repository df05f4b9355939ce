package io.postrider.worker.kafka;

import io.postrider.model.Delivery.SubscriptionRef;

/** The lanes that parked deliveries come back to. */
@FunctionalInterface
public interface Lanes {

    /**
     * Says how many parked deliveries the lane of the subscription has room for.
     *
     * @param waiting parked deliveries that can come now
     * @return how many of them are to come
     */
    int callBack(SubscriptionRef subscription, int waiting);
}
