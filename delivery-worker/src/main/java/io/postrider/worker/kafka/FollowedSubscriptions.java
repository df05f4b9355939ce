package io.postrider.worker.kafka;

import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.SubscriptionId;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.SubscriptionFollower;
import io.postrider.runtime.kafka.SubscriptionListener;
import io.postrider.worker.delivery.SubscriptionDirectory;
import io.postrider.worker.endpoint.EndpointRegistry;
import io.postrider.worker.endpoint.Lookup;

/** The subscriptions as the topic tells of them. */
public final class FollowedSubscriptions implements SubscriptionDirectory {

    private final EndpointRegistry registry;
    private final SubscriptionFollower follower;

    public FollowedSubscriptions(KafkaClients clients, String topic, EndpointRegistry registry) {
        this.registry = registry;
        this.follower = new SubscriptionFollower(clients, topic, new Feed(registry));
    }

    /** The stage that keeps this up to date. */
    public SubscriptionFollower follower() {
        return follower;
    }

    @Override
    public Lookup lookup(SubscriptionRef subscription) {
        return registry.find(
                subscription, () -> follower.hasRead(subscription.id(), subscription.offset()));
    }

    private record Feed(EndpointRegistry registry) implements SubscriptionListener {

        @Override
        public void changed(SubscriptionSnapshot snapshot, long offset) {
            registry.changed(snapshot, offset);
        }

        @Override
        public void unreadable(SubscriptionId id, long offset, String cause) {
            registry.unreadable(id, offset, cause);
        }

        @Override
        public void deleted(SubscriptionId id) {
            registry.deleted(id);
        }
    }
}
