package io.postrider.subscription.deadletter;

import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.webhook.Subscription;
import io.postrider.subscription.webhook.Subscriptions;

import java.util.Optional;

/** Says who can be delivered to. */
final class Receivers {

    private final Subscriptions subscriptions;

    Receivers(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    void require(SubscriptionId id) {
        Optional<Subscription> subscription = subscriptions.find(Reach.EVERYBODY, id);
        if (subscription.isEmpty()) {
            throw RefusedException.conflict(
                    "Webhook %s was deleted; there is nobody to deliver to".formatted(id));
        }
        if (!subscription.get().activity().active()) {
            throw RefusedException.conflict(
                    "Webhook %s is disabled; enable it first".formatted(id));
        }
    }
}
