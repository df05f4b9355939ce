package io.postrider.model.filter;

import io.postrider.model.filter.EventValue.Scalar;
import io.postrider.model.filter.ValueTest.Exact;

import java.util.List;

/**
 * A field, and what its value may be.
 *
 * @param anyOf tests of which one must accept a value; empty when the field must be absent
 * @param orAbsent whether the field may also have no value anywhere in the event
 */
record Field(FieldPath path, List<ValueTest> anyOf, boolean orAbsent) {

    Field {
        anyOf = List.copyOf(anyOf);
    }

    /** Whether one of the tests accepts the value; false when the budget is spent. */
    boolean accepts(Scalar value, Steps steps) {
        for (ValueTest test : anyOf) {
            if (!steps.take(test.steps(value))) {
                return false;
            }
            if (test.accepts(value)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an event that matches has one of some values here, which can be looked up. */
    boolean isExact() {
        return !orAbsent && anyOf.stream().allMatch(Exact.class::isInstance);
    }
}
