package io.postrider.subscription.webhook;

import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Keeps subscriptions. Whatever it changes, it announces and notes in the audit log: all of it is
 * kept together or not at all.
 */
public interface Subscriptions {

    void add(Caller caller, Subscription subscription);

    Optional<Subscription> find(Reach reach, SubscriptionId id);

    /**
     * Changes the subscription, if it is within the caller's reach, while nobody else can.
     *
     * @param change returns its argument when nothing is to change
     * @return what it is now, or nothing when there is none
     */
    Optional<Subscription> change(
            Caller caller, SubscriptionId id, UnaryOperator<Subscription> change);

    /** Whether there was one within the caller's reach. */
    boolean remove(Caller caller, SubscriptionId id);

    /** Newest first. */
    List<Subscription> list(Query query);

    /**
     * Which ones.
     *
     * @param search part of the id, the name, the address or the description, in any case
     * @param before only those that are older
     */
    record Query(
            Reach reach,
            Optional<Boolean> active,
            Optional<Boolean> paused,
            Optional<String> search,
            Optional<SubscriptionId> before,
            int limit) {}
}
