package io.postrider.model.filter;

import io.postrider.model.SurrogatePairs;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The size of a filter once it is compiled, computed from its JSON. Counts saturate, so that a
 * filter of 2^24 alternatives is refused as fast as any other.
 *
 * @param alternatives conjunctions, {@code $or} groups multiplied out
 * @param values of all alternatives together
 */
record FilterSize(long alternatives, long values) {

    static final String OR = "$or";

    private static final FilterSize NOTHING = new FilterSize(1, 0);

    /** Counts saturate there; products of two stay within a long. */
    private static final long MANY = 1_000_000_000;

    /**
     * Refuses filters beyond the {@link FilterLimits}.
     *
     * @throws IllegalArgumentException naming the limit and what the filter has
     */
    static void check(ObjectNode filter) {
        Counter counter = new Counter();
        FilterSize size = counter.object(filter);
        require(
                "alternatives when its $or groups are multiplied out",
                size.alternatives(),
                FilterLimits.MAX_ALTERNATIVES);
        require("values in all alternatives", size.values(), FilterLimits.MAX_VALUES);
        require("numeric ranges and cidrs", counter.ranges, FilterLimits.MAX_RANGES);
        require("wildcards", counter.wildcards, FilterLimits.MAX_WILDCARDS);
    }

    private static void require(String what, long given, int most) {
        if (given > most) {
            throw new IllegalArgumentException(
                    "filter must have at most %d %s, not %s"
                            .formatted(
                                    most,
                                    what,
                                    given >= MANY ? MANY + " or more" : Long.toString(given)));
        }
    }

    private FilterSize and(FilterSize other) {
        return new FilterSize(
                Math.min(MANY, alternatives * other.alternatives),
                Math.min(
                        MANY,
                        Math.min(MANY, values * other.alternatives)
                                + Math.min(MANY, other.values * alternatives)));
    }

    private FilterSize or(FilterSize other) {
        return new FilterSize(
                Math.min(MANY, alternatives + other.alternatives),
                Math.min(MANY, values + other.values));
    }

    /** Walks the filter; whatever is no filter is left to the compiler to refuse. */
    private static final class Counter {

        private int ranges;
        private int wildcards;

        FilterSize object(JsonNode object) {
            FilterSize size = NOTHING;
            for (var member : object.properties()) {
                checkText(member.getKey());
                JsonNode value = member.getValue();
                if (member.getKey().equals(OR) && value.isArray()) {
                    size = size.and(either(value));
                } else if (value.isObject()) {
                    size = size.and(object(value));
                } else if (value.isArray()) {
                    size = size.and(new FilterSize(1, values(value)));
                }
            }
            return size;
        }

        private FilterSize either(JsonNode branches) {
            FilterSize sum = new FilterSize(0, 0);
            for (JsonNode branch : branches) {
                sum = sum.or(object(branch));
            }
            return sum;
        }

        private long values(JsonNode array) {
            long values = 0;
            for (JsonNode element : array) {
                values += element.isObject() ? expression(element) : value(element);
            }
            return values;
        }

        /** A match expression is one value, or as many as its list has. */
        private long expression(JsonNode expression) {
            long values = 0;
            for (var member : expression.properties()) {
                JsonNode operand = member.getValue();
                switch (member.getKey()) {
                    case "numeric" -> {
                        ranges++;
                        operand.forEach(Counter::checkDouble);
                    }
                    case "cidr" -> {
                        ranges++;
                        if (operand.isString()) {
                            AddressBlock.cidr(operand.stringValue());
                        }
                    }
                    case "wildcard" -> wildcard(operand);
                    case "anything-but" -> {
                        checkDouble(operand);
                        operand.forEach(Counter::checkDouble);
                    }
                    default -> {
                        // nothing to count but its texts
                    }
                }
                values += member.getKey().equals("numeric") ? 1 : operand(operand);
            }
            return Math.max(1, values);
        }

        private long operand(JsonNode operand) {
            if (operand.isObject()) {
                return expression(operand);
            }
            if (!operand.isArray()) {
                return value(operand);
            }
            long texts = 0;
            for (JsonNode element : operand) {
                texts += operand(element);
            }
            return texts;
        }

        private void wildcard(JsonNode operand) {
            if (operand.isArray()) {
                operand.forEach(this::wildcard);
            } else if (operand.isString()) {
                wildcards++;
                require("stars in one wildcard", stars(operand), FilterLimits.MAX_STARS);
            }
        }

        private static int stars(JsonNode wildcard) {
            checkText(wildcard.stringValue());
            return Glob.stars(wildcard.stringValue());
        }

        private static long value(JsonNode value) {
            if (value.isString()) {
                checkText(value.stringValue());
            } else if (value.isNumber() && !value.isIntegralNumber()) {
                checkDouble(value);
            }
            return 1;
        }

        private static void checkText(String text) {
            if (text.length() > FilterLimits.MAX_TEXT_LENGTH) {
                throw new IllegalArgumentException(
                        "filter must have texts of at most %d characters, not %d"
                                .formatted(FilterLimits.MAX_TEXT_LENGTH, text.length()));
            }
            SurrogatePairs.requireWhole("filter", text);
        }

        private static void checkDouble(JsonNode number) {
            if (number.isNumber() && !Decimals.isDouble(number.decimalValue())) {
                throw new IllegalArgumentException(
                        ("filter has the number %s, which a 64-bit floating point number does not"
                             + " hold exactly; only whole numbers in a list of values may have more"
                             + " digits")
                                .formatted(number.asString()));
            }
        }
    }
}
