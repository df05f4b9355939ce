package io.postrider.subscription.deadletter;

import io.postrider.model.Delivery;
import io.postrider.subscription.refusal.RefusedException;

/** The {@code deliveries} topic. */
public interface DeliveryQueue {

    /**
     * Returns when the delivery is queued.
     *
     * @throws RefusedException when that cannot be said in time
     */
    void append(Delivery delivery);
}
