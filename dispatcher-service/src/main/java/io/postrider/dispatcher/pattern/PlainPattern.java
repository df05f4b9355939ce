package io.postrider.dispatcher.pattern;

import io.postrider.dispatcher.pattern.ValueTest.Exactly;

import java.util.List;

/**
 * A pattern that can be tested field by field.
 *
 * @param fields all of which must be so; at least one
 */
record PlainPattern(List<Field> fields) {

    /**
     * A field, and what its value may be.
     *
     * @param anyOf at least one
     */
    record Field(FieldPath path, List<ValueTest> anyOf) {

        private boolean accepts(Leaf leaf) {
            for (ValueTest test : anyOf) {
                if (test.accepts(leaf.value())) {
                    return true;
                }
            }
            return false;
        }

        /** Whether its values can be looked up: an event that fits has one of them. */
        boolean isExact() {
            return anyOf.stream().allMatch(Exactly.class::isInstance);
        }
    }

    boolean matches(EventDocument event) {
        return matches(event, 0, new Leaf[fields.size()]);
    }

    /** Finds a value for each field from the number on that lies with those chosen before. */
    private boolean matches(EventDocument event, int number, Leaf[] chosen) {
        if (number == chosen.length) {
            return true;
        }
        Field field = fields.get(number);
        for (Leaf leaf : event.leaves(field.path())) {
            if (field.accepts(leaf) && liesWithAll(leaf, chosen, number)) {
                chosen[number] = leaf;
                if (matches(event, number + 1, chosen)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean liesWithAll(Leaf leaf, Leaf[] chosen, int count) {
        for (int i = 0; i < count; i++) {
            if (!leaf.liesWith(chosen[i])) {
                return false;
            }
        }
        return true;
    }
}
