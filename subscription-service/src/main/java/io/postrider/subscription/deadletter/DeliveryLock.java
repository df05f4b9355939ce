package io.postrider.subscription.deadletter;

import io.postrider.model.DeliveryId;
import io.postrider.subscription.refusal.RefusedException;

/** Keeps two calls from sending one delivery out again. */
public interface DeliveryLock {

    /**
     * Does the work while nobody else does any on this delivery.
     *
     * @throws RefusedException when somebody does
     */
    void exclusively(DeliveryId id, Runnable work);
}
