package io.postrider.model.format;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON document in which placeholders stand for values of the event. */
public sealed interface BodyTemplate {

    /** A value of the event. */
    record Value(Placeholder placeholder) implements BodyTemplate {}

    record Text(String value) implements BodyTemplate {}

    record Figure(BigDecimal value) implements BodyTemplate {}

    record Flag(boolean value) implements BodyTemplate {}

    record Nothing() implements BodyTemplate {}

    record Elements(List<BodyTemplate> elements) implements BodyTemplate {
        public Elements {
            elements = List.copyOf(elements);
        }
    }

    /** An object, its members in the order in which the format names them. */
    record Members(Map<String, BodyTemplate> members) implements BodyTemplate {
        public Members {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }
}
