package io.postrider.subscription.republish;

import io.postrider.model.SubscriptionId;
import io.postrider.subscription.webhook.Subscription;

import java.util.List;
import java.util.Optional;

/** The subscriptions in the database, and the way from there to the topic. */
public interface StoredSubscriptions {

    /** Some subscriptions by descending id, from below the one. */
    List<Subscription> below(Optional<SubscriptionId> id, int limit);

    /** Whether the topic is to hear of the subscription already. */
    boolean isOnItsWay(SubscriptionId id);

    /**
     * Has the topic hear how the subscription is.
     *
     * @return whether it does: not when the subscription is at another version by now, or when the
     *     topic is to hear of it already
     */
    boolean publish(SubscriptionId id, long version);

    /**
     * Has the topic hear that there is no such subscription.
     *
     * @return whether it does: not when there is one, or when the topic is to hear of it already
     */
    boolean withdraw(SubscriptionId id);
}
