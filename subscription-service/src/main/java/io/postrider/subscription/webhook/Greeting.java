package io.postrider.subscription.webhook;

import io.postrider.model.Event;

import java.util.Optional;

/** The event that a new subscription gets first, before any that it selects. */
@FunctionalInterface
public interface Greeting {

    Optional<Event> of(Subscription created);
}
