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

    /** Types and type patterns that one subscription may name. */
    public static final int MAX_TYPES = 200;

    /** Of no event at all. */
    public static final EventSelection NOTHING = new EventSelection(Set.of(), Optional.empty());

    public EventSelection {
        types = Set.copyOf(types);
    }

    /**
     * Refuses more types than are allowed. A selection may be read from a record that is older than
     * the limit.
     *
     * @throws IllegalArgumentException naming the limit and the number of types
     */
    public void requireWithinLimits() {
        requireAllowed(types.size());
    }

    /**
     * Refuses more types than one subscription may name.
     *
     * @throws IllegalArgumentException naming the limit and the number of types
     */
    public static void requireAllowed(int types) {
        if (types > MAX_TYPES) {
            throw new IllegalArgumentException(
                    "events must name at most %d event types, not %d".formatted(MAX_TYPES, types));
        }
    }
}
