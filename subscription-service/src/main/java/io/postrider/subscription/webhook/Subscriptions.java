package io.postrider.subscription.webhook;

import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Keeps subscriptions. Whatever it changes, it announces: change and announcement are kept together
 * or not at all.
 */
public interface Subscriptions {

    void add(Subscription subscription);

    Optional<Subscription> find(SubscriptionId id);

    /**
     * Changes the subscription while nobody else can.
     *
     * @param change returns its argument when nothing is to change
     * @return what it is now, or nothing when there is none
     */
    Optional<Subscription> change(SubscriptionId id, UnaryOperator<Subscription> change);

    /** Whether there was one. */
    boolean remove(SubscriptionId id);

    /** Newest first. */
    List<Subscription> list(Query query);

    /**
     * Which ones.
     *
     * @param search part of the id, the name, the address or the description, in any case
     * @param before only those that are older
     */
    record Query(
            Optional<TenantId> tenant,
            Optional<Boolean> active,
            Optional<String> search,
            Optional<SubscriptionId> before,
            int limit) {}
}
