package io.postrider.dispatcher.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

import io.postrider.dispatcher.pattern.Leaf.Place;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The way from the root of an event to a field. As Ruler sees it, {@code {"a":{"b":1}}} and {@code
 * {"a.b":1}} are the same field.
 */
final class FieldPath {

    /** {@code names[from][to]} are the steps from one to the other, joined by full stops. */
    private final String[][] names;

    FieldPath(List<String> steps) {
        names = new String[steps.size()][];
        for (int from = 0; from < names.length; from++) {
            names[from] = new String[names.length];
            for (int to = from; to < names.length; to++) {
                names[from][to] = String.join(".", steps.subList(from, to + 1));
            }
        }
    }

    /** Its values in the event: several where there are arrays on the way. */
    List<Leaf> leaves(JsonNode root) {
        List<Leaf> leaves = new ArrayList<>(1);
        descend(root, 0, null, leaves);
        return leaves;
    }

    private void descend(JsonNode node, int step, @Nullable Place place, List<Leaf> leaves) {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode element = array.get(i);
                descend(
                        element,
                        step,
                        element.isContainerNode() ? new Place(array, i, place) : place,
                        leaves);
            }
        } else if (step == names.length) {
            if (node.isValueNode()) {
                leaves.add(new Leaf(node, place));
            }
        } else if (node.isObject()) {
            for (int to = step; to < names.length; to++) {
                JsonNode child = node.get(names[step][to]);
                if (child != null) {
                    descend(child, to + 1, place, leaves);
                }
            }
        }
    }
}
