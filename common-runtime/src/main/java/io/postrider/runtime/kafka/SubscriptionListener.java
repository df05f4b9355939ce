package io.postrider.runtime.kafka;

import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;

/** Hears of subscriptions, on the follower's one thread, in the order of the topic. */
public interface SubscriptionListener {

    /**
     * A subscription is new or has changed.
     *
     * @param offset of the snapshot in its partition of the {@code subscriptions} topic
     */
    void changed(SubscriptionSnapshot snapshot, long offset);

    void deleted(SubscriptionId id);

    /**
     * The latest snapshot of a subscription cannot be read. The subscription exists, but how it is
     * now is not known until the next snapshot.
     *
     * @param cause for people
     */
    void unreadable(SubscriptionId id, long offset, String cause);
}
