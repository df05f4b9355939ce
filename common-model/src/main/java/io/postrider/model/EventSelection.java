package io.postrider.model;

import java.util.Optional;
import java.util.Set;

/**
 * Which events a subscription wants.
 *
 * @param types an event is wanted when any of them matches its type; without any, none is
 * @param contentPattern and, where present, when this EventBridge-style pattern (JSON) matches the
 *     event as {@code {"id", "source", "type", "tenant", "time", "data"}}
 */
public record EventSelection(Set<EventTypePattern> types, Optional<String> contentPattern) {

    /** Of no event at all. */
    public static final EventSelection NOTHING = new EventSelection(Set.of(), Optional.empty());

    public EventSelection {
        types = Set.copyOf(types);
    }
}
