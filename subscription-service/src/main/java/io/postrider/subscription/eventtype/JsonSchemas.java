package io.postrider.subscription.eventtype;

import java.util.List;

/** Knows JSON Schema. */
public interface JsonSchemas {

    /**
     * The schema, when it is one.
     *
     * @param schema a JSON object
     * @throws IllegalArgumentException saying why it cannot be used
     */
    String checked(String schema);

    /**
     * Where the value does not fit the schema; nowhere when it does.
     *
     * @param schema one that was checked
     * @param value JSON
     */
    List<Mismatch> mismatches(String schema, String value);

    /**
     * One place that does not fit.
     *
     * @param path from the value's root, like {@code items[0].price}; empty for the root
     */
    record Mismatch(String path, String message) {

        /** The path from the root of what the value is within: {@code data.items[0].price}. */
        public String below(String root) {
            return path.isEmpty() || path.startsWith("[") ? root + path : root + "." + path;
        }
    }
}
