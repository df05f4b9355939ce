package io.postrider.dispatcher.pattern;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;

/** What a pattern says of a value, where that takes no automaton to find out. */
sealed interface ValueTest {

    boolean accepts(JsonNode value);

    /** The value and no other; see {@link #keyOf}. */
    record Exactly(Object key) implements ValueTest {
        @Override
        public boolean accepts(JsonNode value) {
            return key.equals(keyOf(value));
        }
    }

    /** A number within bounds, either of which may be infinite. */
    record Between(double low, boolean withLow, double high, boolean withHigh)
            implements ValueTest {
        @Override
        public boolean accepts(JsonNode value) {
            if (!(keyOf(value) instanceof Double number)) {
                return false;
            }
            return (withLow ? number >= low : number > low)
                    && (withHigh ? number <= high : number < high);
        }
    }

    record StartsWith(String prefix) implements ValueTest {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isTextual() && value.textValue().startsWith(prefix);
        }
    }

    record IsThere() implements ValueTest {
        @Override
        public boolean accepts(JsonNode value) {
            return true;
        }
    }

    /** Stands for JSON's null among keys. */
    enum Null {
        NULL
    }

    /**
     * Equal for values that Ruler takes for equal: 1 and 1.0 are. None for a number that Ruler does
     * not compare as one, because a double does not hold it.
     */
    static @Nullable Object keyOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case NUMBER -> number(value);
            case BOOLEAN -> value.booleanValue();
            case NULL -> Null.NULL;
            case ARRAY, BINARY, MISSING, OBJECT, POJO -> null;
        };
    }

    private static @Nullable Double number(JsonNode value) {
        double number = value.doubleValue();
        if (!Double.isFinite(number)) {
            return null;
        }
        boolean exact =
                value.isInt()
                        || value.isDouble()
                        || BigDecimal.valueOf(number).compareTo(value.decimalValue()) == 0;
        return exact ? number + 0.0 : null;
    }
}
