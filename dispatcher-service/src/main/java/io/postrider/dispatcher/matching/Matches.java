package io.postrider.dispatcher.matching;

import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.SubscriptionId;

import java.util.List;

/**
 * The subscriptions that an event concerns, each once.
 *
 * @param wanted by those
 * @param undecided those of which it cannot be told whether they want it
 */
public record Matches(List<SubscriptionRef> wanted, List<Undecided> undecided) {

    static final Matches NONE = new Matches(List.of(), List.of());

    /**
     * A subscription whose filter could not be tested to the end.
     *
     * @param reason for people
     */
    public record Undecided(SubscriptionId subscription, String reason) {}

    public Matches {
        wanted = List.copyOf(wanted);
        undecided = List.copyOf(undecided);
    }
}
