package io.postrider.subscription.event;

import io.postrider.model.EventId;

import java.util.List;

/**
 * The events are in.
 *
 * @param batch whether they came as a list
 * @param replayed whether an earlier request with the same key brought them
 */
public record Receipt(List<EventId> events, boolean batch, boolean replayed) {

    public Receipt {
        events = List.copyOf(events);
    }
}
