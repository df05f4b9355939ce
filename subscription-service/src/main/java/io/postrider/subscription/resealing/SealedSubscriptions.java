package io.postrider.subscription.resealing;

import io.postrider.model.SubscriptionId;
import io.postrider.subscription.webhook.Subscription;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keeps subscriptions as they are sealed. */
public interface SealedSubscriptions {

    /** Some of those that have anything sealed with another beginning, by id, after the one. */
    List<SubscriptionId> sealedOtherwise(String prefix, Optional<SubscriptionId> after, int limit);

    /** Seals the subscription anew while nobody else can, and has Kafka hear of it. */
    void reseal(SubscriptionId id, UnaryOperator<Subscription> reseal);

    /** Notes in the audit log that so many were sealed anew with the key. */
    void note(String sealingKey, int resealed);
}
