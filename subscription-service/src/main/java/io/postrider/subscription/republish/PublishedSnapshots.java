package io.postrider.subscription.republish;

import io.postrider.model.SubscriptionId;

import java.util.Map;

/** The topic of subscriptions, as dispatcher and worker read it. */
public interface PublishedSnapshots {

    /**
     * Reads all of the topic.
     *
     * @return the hash of the latest snapshot of each subscription, 0 of one that cannot be read
     */
    Map<SubscriptionId, Integer> hashes();
}
