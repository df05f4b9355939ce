package io.postrider.subscription.event;

import io.postrider.model.EventId;

/** Names the events that came without an id. */
@FunctionalInterface
interface EventIds {

    /**
     * An id.
     *
     * @param index of the event in its request
     */
    EventId of(int index);
}
