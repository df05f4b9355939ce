package io.postrider.model.filter;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A conjunction of fields. A field that must be absent, or may be, has no value anywhere in the
 * event.
 */
final class Alternative {

    private final List<Field> required;
    private final List<Field> optional;
    private final List<FieldPath> absent;
    private final PathNode tree;

    Alternative(Collection<Field> fields) {
        required = fields.stream().filter(field -> !field.orAbsent()).toList();
        optional =
                fields.stream()
                        .filter(field -> field.orAbsent() && !field.anyOf().isEmpty())
                        .toList();
        absent = fields.stream().filter(field -> field.anyOf().isEmpty()).map(Field::path).toList();
        tree = PathNode.of(required);
    }

    /** The fields of which a matching event has a value. */
    List<Field> required() {
        return required;
    }

    /** Whether the event satisfies all fields; false also when the budget is spent. */
    boolean matches(EventValue event, Steps steps) {
        for (FieldPath path : absent) {
            if (PathSearch.hasValue(path, event, steps)) {
                return false;
            }
        }
        return treeFor(event, steps).matches(event, steps);
    }

    /** The tree with those of the optional fields that the event has. */
    private PathNode treeFor(EventValue event, Steps steps) {
        if (optional.isEmpty()) {
            return tree;
        }
        List<Field> present =
                optional.stream()
                        .filter(field -> PathSearch.hasValue(field.path(), event, steps))
                        .toList();
        if (present.isEmpty()) {
            return tree;
        }
        steps.take(required.size() + present.size());
        return PathNode.of(Stream.concat(required.stream(), present.stream()).toList());
    }
}
