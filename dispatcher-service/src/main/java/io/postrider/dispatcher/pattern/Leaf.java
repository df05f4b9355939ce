package io.postrider.dispatcher.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

import org.jspecify.annotations.Nullable;

/**
 * A value of an event that has no members.
 *
 * @param place in which elements of which arrays it lies; null when in none
 */
record Leaf(JsonNode value, @Nullable Place place) {

    /** An element, itself an object or array, and the places around it. */
    record Place(ArrayNode array, int index, @Nullable Place outer) {}

    /**
     * Whether the two lie in the same element of every array they share: what a pattern asks of one
     * order line must not be put together from two.
     */
    @SuppressWarnings("ReferenceEquality") // two arrays with equal elements are not one array
    boolean liesWith(Leaf other) {
        for (Place mine = place; mine != null; mine = mine.outer()) {
            for (Place its = other.place; its != null; its = its.outer()) {
                if (mine.array() == its.array() && mine.index() != its.index()) {
                    return false;
                }
            }
        }
        return true;
    }
}
