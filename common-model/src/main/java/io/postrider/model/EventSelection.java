package io.postrider.model;

import java.util.Optional;
import java.util.Set;

/**
 * Which events a subscription wants.
 *
 * @param types at least one; an event is wanted when any of them matches its type
 * @param contentPattern and, where present, when this EventBridge-style pattern (JSON) matches the
 *     event as {@code {"id", "source", "type", "tenant", "time", "data"}}
 */
public record EventSelection(Set<EventTypePattern> types, Optional<String> contentPattern) {

    public EventSelection {
        if (types.isEmpty()) {
            throw new IllegalArgumentException("events must name at least one event type");
        }
        types = Set.copyOf(types);
    }
}
