package io.postrider.subscription.rest;

import java.util.List;
import java.util.stream.Stream;

/**
 * The fields that an object of a request may have, in snake_case.
 *
 * @param all every allowed name
 * @param nullable those whose value may be null
 */
record FieldNames(List<String> all, List<String> nullable) {

    FieldNames {
        all = List.copyOf(all);
        nullable = List.copyOf(nullable);
    }

    /** Fields that must not be null. */
    static FieldNames of(String... names) {
        return of(List.of(names));
    }

    /** Fields that must not be null. */
    static FieldNames of(List<String> names) {
        return new FieldNames(names, List.of());
    }

    /** Fields that may be null. */
    static FieldNames orNull(String... names) {
        return orNull(List.of(names));
    }

    /** Fields that may be null. */
    static FieldNames orNull(List<String> names) {
        return new FieldNames(names, names);
    }

    /** These fields and the others. */
    FieldNames and(FieldNames others) {
        return new FieldNames(joined(all, others.all), joined(nullable, others.nullable));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
