package io.postrider.model.filter;

import java.util.List;

/**
 * The steps from the root of an event to a field. A full stop in a name separates steps as nesting
 * does: {@code {"a.b": 1}} and {@code {"a": {"b": 1}}} hold the same field.
 */
record FieldPath(List<String> steps) {

    FieldPath {
        steps = List.copyOf(steps);
    }

    static FieldPath of(String dotted) {
        return new FieldPath(List.of(dotted.split("\\.", -1)));
    }

    int length() {
        return steps.size();
    }

    String step(int index) {
        return steps.get(index);
    }

    /** The name of a member that stands for several steps at once. */
    String joined(int from, int to) {
        return String.join(".", steps.subList(from, to));
    }

    @Override
    public String toString() {
        return String.join(".", steps);
    }
}
