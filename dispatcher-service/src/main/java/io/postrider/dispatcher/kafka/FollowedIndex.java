package io.postrider.dispatcher.kafka;

import io.postrider.dispatcher.matching.SubscriptionIndex;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.runtime.kafka.SubscriptionListener;

/** Keeps the index as the subscriptions topic says. */
public record FollowedIndex(SubscriptionIndex index) implements SubscriptionListener {

    @Override
    public void changed(SubscriptionSnapshot snapshot, long offset) {
        index.put(snapshot, offset);
    }

    @Override
    public void deleted(SubscriptionId id) {
        index.remove(id);
    }
}
