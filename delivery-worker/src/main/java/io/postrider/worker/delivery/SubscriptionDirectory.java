package io.postrider.worker.delivery;

import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.worker.endpoint.Lookup;

/** Knows the subscriptions. */
@FunctionalInterface
public interface SubscriptionDirectory {

    Lookup lookup(SubscriptionRef subscription);
}
