package io.postrider.model.filter;

import io.postrider.model.filter.EventValue.Elements;
import io.postrider.model.filter.EventValue.Members;
import io.postrider.model.filter.EventValue.Scalar;

/** Looks for values of a path. */
final class PathSearch {

    private PathSearch() {}

    /** Whether there is a value at the end of the path; false also when the budget is spent. */
    static boolean hasValue(FieldPath path, EventValue event, Steps steps) {
        return hasValue(path, 0, event, steps);
    }

    private static boolean hasValue(FieldPath path, int step, EventValue value, Steps steps) {
        if (!steps.take()) {
            return false;
        }
        return switch (value) {
            case Scalar _ -> step == path.length();
            case Elements elements -> {
                for (EventValue element : elements.all()) {
                    if (hasValue(path, step, element, steps)) {
                        yield true;
                    }
                    if (steps.isSpent()) {
                        yield false;
                    }
                }
                yield false;
            }
            case Members members -> {
                int most = members.dotted() ? path.length() : Math.min(step + 1, path.length());
                for (int to = step + 1; to <= most; to++) {
                    EventValue member = members.get(path.joined(step, to));
                    if (member != null && hasValue(path, to, member, steps)) {
                        yield true;
                    }
                }
                yield false;
            }
        };
    }
}
