package io.postrider.dispatcher.pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import io.postrider.dispatcher.pattern.ValueTest.Between;
import io.postrider.dispatcher.pattern.ValueTest.Exactly;
import io.postrider.dispatcher.pattern.ValueTest.IsThere;
import io.postrider.dispatcher.pattern.ValueTest.StartsWith;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads patterns that can be tested field by field: one conjunction of exact values, numeric
 * ranges, prefixes and "is there". The language is Ruler's, which has compiled the pattern already;
 * whatever is not sure to mean the same here is left to it.
 */
final class PlainPatternReader {

    private static final ObjectReader READER =
            new ObjectMapper()
                    .reader()
                    .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** A way of writing that is not read here. */
    private static final class NotPlainException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotPlainException() {
            super("not plain", null, false, false);
        }
    }

    private final Map<String, FieldPath> paths = new HashMap<>();

    /** The pattern in the form that is tested field by field, where it has one. */
    Optional<PlainPattern> read(String pattern, CompiledPattern compiled) {
        try {
            Map<String, PlainPattern.Field> fields = new HashMap<>();
            object(READER.readTree(pattern), List.of(), fields);
            boolean same =
                    compiled.isConjunctionOf(fields.keySet())
                            && compiled.ranges() == ranges(fields.values());
            return same
                    ? Optional.of(new PlainPattern(List.copyOf(fields.values())))
                    : Optional.empty();
        } catch (JsonProcessingException | NotPlainException _) {
            return Optional.empty();
        }
    }

    /** Ruler takes what looks like an address for a range of addresses, which shows here. */
    private static long ranges(Iterable<PlainPattern.Field> fields) {
        long ranges = 0;
        for (PlainPattern.Field field : fields) {
            ranges += field.anyOf().stream().filter(Between.class::isInstance).count();
        }
        return ranges;
    }

    private void object(
            JsonNode object, List<String> steps, Map<String, PlainPattern.Field> fields) {
        object.properties()
                .forEach(member -> {
                    String name = member.getKey();
                    if (name.isEmpty() || name.contains(".") || name.startsWith("$")) {
                        throw new NotPlainException();
                    }
                    List<String> path = new ArrayList<>(steps);
                    path.add(name);
                    JsonNode value = member.getValue();
                    if (value.isObject()) {
                        object(value, path, fields);
                    } else {
                        String joined = String.join(".", path);
                        List<ValueTest> anyOf = new ArrayList<>();
                        value.forEach(element -> anyOf.add(test(element)));
                        fields.put(
                                joined,
                                new PlainPattern.Field(
                                        paths.computeIfAbsent(joined, _ -> new FieldPath(path)),
                                        List.copyOf(anyOf)));
                    }
                });
    }

    private static ValueTest test(JsonNode element) {
        if (element.isValueNode()) {
            return exactly(element);
        }
        if (element.size() != 1) {
            throw new NotPlainException();
        }
        Map.Entry<String, JsonNode> test = element.properties().iterator().next();
        JsonNode operand = test.getValue();
        return switch (test.getKey()) {
            case "numeric" -> numeric(operand);
            case "prefix" -> startsWith(operand);
            case "exists" -> isThere(operand);
            default -> throw new NotPlainException();
        };
    }

    private static ValueTest startsWith(JsonNode prefix) {
        if (!prefix.isTextual()) {
            throw new NotPlainException();
        }
        return new StartsWith(prefix.textValue());
    }

    private static ValueTest isThere(JsonNode wanted) {
        if (!wanted.booleanValue()) {
            throw new NotPlainException();
        }
        return new IsThere();
    }

    private static Exactly exactly(JsonNode value) {
        Object key = ValueTest.keyOf(value);
        if (key == null) {
            throw new NotPlainException();
        }
        return new Exactly(key);
    }

    /** {@code ["=", 5]}, {@code [">", 5]}, {@code [">=", 5, "<", 8]}, in this order only. */
    private static ValueTest numeric(JsonNode terms) {
        String operator = terms.path(0).asText();
        double first = number(terms.path(1));
        if (terms.size() == 4) {
            return new Between(
                    first,
                    operator.equals(">="),
                    number(terms.path(3)),
                    terms.path(2).asText().equals("<="));
        }
        return switch (operator) {
            case "=" -> exactly(terms.path(1));
            case ">" -> new Between(first, false, Double.POSITIVE_INFINITY, true);
            case ">=" -> new Between(first, true, Double.POSITIVE_INFINITY, true);
            case "<" -> new Between(Double.NEGATIVE_INFINITY, true, first, false);
            case "<=" -> new Between(Double.NEGATIVE_INFINITY, true, first, true);
            default -> throw new NotPlainException();
        };
    }

    private static double number(JsonNode value) {
        if (!(ValueTest.keyOf(value) instanceof Double number)) {
            throw new NotPlainException();
        }
        return number;
    }
}
