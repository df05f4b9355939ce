package io.postrider.model.filter;

import io.postrider.model.filter.EventValue.Literal;
import io.postrider.model.filter.ValueTest.Address;
import io.postrider.model.filter.ValueTest.AnythingBut;
import io.postrider.model.filter.ValueTest.EqualsIgnoreCase;
import io.postrider.model.filter.ValueTest.Exact;
import io.postrider.model.filter.ValueTest.Exists;
import io.postrider.model.filter.ValueTest.NoneOf;
import io.postrider.model.filter.ValueTest.NumericRange;
import io.postrider.model.filter.ValueTest.Prefix;
import io.postrider.model.filter.ValueTest.PrefixIgnoreCase;
import io.postrider.model.filter.ValueTest.Suffix;
import io.postrider.model.filter.ValueTest.SuffixIgnoreCase;
import io.postrider.model.filter.ValueTest.Wildcard;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the alternatives of a filter that Event Ruler has accepted, so that it need not ask again
 * what is allowed. The last values of a path that is given twice count, as in Ruler.
 */
final class FilterReader {

    private FilterReader() {}

    /** The conjunctions of which one must match; each by the path of its fields. */
    static List<Map<String, Field>> alternatives(ObjectNode filter) {
        List<Map<String, Field>> alternatives = new ArrayList<>();
        alternatives.add(new LinkedHashMap<>());
        object(filter, "", alternatives);
        return alternatives;
    }

    private static void object(
            JsonNode object, String prefix, List<Map<String, Field>> alternatives) {
        object.properties()
                .forEach(member -> {
                    String name = member.getKey();
                    JsonNode value = member.getValue();
                    if (name.equals(FilterSize.OR)) {
                        either(value, prefix, alternatives);
                    } else if (value.isObject()) {
                        object(value, prefix + name + ".", alternatives);
                    } else {
                        Field field = field(prefix + name, value);
                        alternatives.forEach(fields -> fields.put(prefix + name, field));
                    }
                });
    }

    private static void either(
            JsonNode branches, String prefix, List<Map<String, Field>> alternatives) {
        List<Map<String, Field>> before = List.copyOf(alternatives);
        alternatives.clear();
        for (JsonNode branch : branches) {
            List<Map<String, Field>> copies =
                    before.stream()
                            .map(LinkedHashMap::new)
                            .collect(Collectors.toCollection(ArrayList::new));
            object(branch, prefix, copies);
            alternatives.addAll(copies);
        }
    }

    private static Field field(String path, JsonNode values) {
        List<ValueTest> anyOf = new ArrayList<>();
        boolean orAbsent = false;
        for (JsonNode value : values) {
            if (value.isObject() && isFalse(value.path("exists"))) {
                orAbsent = true;
            } else {
                anyOf.add(value.isObject() ? expression(value) : value(value));
            }
        }
        return new Field(FieldPath.of(path), anyOf, orAbsent);
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.booleanValue();
    }

    /** A text that is an address stands for the address, however that is written. */
    private static ValueTest value(JsonNode value) {
        return value.isString()
                ? AddressBlock.single(value.stringValue())
                        .<ValueTest>map(Address::new)
                        .orElseGet(() -> new Exact(value.stringValue()))
                : new Exact(key(value));
    }

    private static Object key(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.stringValue();
            case NUMBER -> Decimals.key(value.decimalValue());
            case BOOLEAN -> value.booleanValue() ? Literal.TRUE : Literal.FALSE;
            case NULL -> Literal.NULL;
            case ARRAY, BINARY, MISSING, OBJECT, POJO -> throw unknown(value);
        };
    }

    private static ValueTest expression(JsonNode expression) {
        Map.Entry<String, JsonNode> only = expression.properties().iterator().next();
        JsonNode operand = only.getValue();
        return switch (only.getKey()) {
            case "exactly" -> new Exact(operand.stringValue());
            case "exists" -> new Exists();
            case "prefix" ->
                    operand.isObject()
                            ? new PrefixIgnoreCase(ignoringCase(operand))
                            : new Prefix(operand.stringValue());
            case "suffix" ->
                    operand.isObject()
                            ? new SuffixIgnoreCase(ignoringCase(operand))
                            : new Suffix(operand.stringValue());
            case "equals-ignore-case" ->
                    new EqualsIgnoreCase(new CaseFolding(operand.stringValue()));
            case "wildcard" -> new Wildcard(new Glob(operand.stringValue()));
            case "numeric" -> numeric(operand);
            case "cidr" -> new Address(AddressBlock.cidr(operand.stringValue()));
            case "anything-but" -> anythingBut(operand);
            default -> throw unknown(expression);
        };
    }

    private static CaseFolding ignoringCase(JsonNode operand) {
        return new CaseFolding(operand.path("equals-ignore-case").stringValue());
    }

    /** {@code ["=", 5]}, {@code [">", 5]} or {@code [">=", 5, "<", 8]}, in this order only. */
    private static ValueTest numeric(JsonNode terms) {
        double first = number(terms.path(1));
        if (terms.size() == 4) {
            return new NumericRange(
                    first,
                    terms.path(0).stringValue().equals(">="),
                    number(terms.path(3)),
                    terms.path(2).stringValue().equals("<="));
        }
        return switch (terms.path(0).stringValue()) {
            case "=" -> new Exact(first);
            case ">" -> new NumericRange(first, false, Double.POSITIVE_INFINITY, false);
            case ">=" -> new NumericRange(first, true, Double.POSITIVE_INFINITY, false);
            case "<" -> new NumericRange(Double.NEGATIVE_INFINITY, false, first, false);
            case "<=" -> new NumericRange(Double.NEGATIVE_INFINITY, false, first, true);
            default -> throw unknown(terms);
        };
    }

    /** Exact: {@link FilterSize} refuses others here. */
    private static double number(JsonNode number) {
        return Decimals.positiveZero(number.decimalValue().doubleValue());
    }

    private static ValueTest anythingBut(JsonNode operand) {
        if (!operand.isObject()) {
            return new AnythingBut(
                    each(operand).stream()
                            .map(FilterReader::key)
                            .collect(Collectors.toUnmodifiableSet()));
        }
        Map.Entry<String, JsonNode> only = operand.properties().iterator().next();
        Function<String, ValueTest> test =
                switch (only.getKey()) {
                    case "prefix" -> Prefix::new;
                    case "suffix" -> Suffix::new;
                    case "equals-ignore-case" ->
                            text -> new EqualsIgnoreCase(new CaseFolding(text));
                    case "wildcard" -> text -> new Wildcard(new Glob(text));
                    default -> throw unknown(operand);
                };
        return new NoneOf(
                each(only.getValue()).stream().map(JsonNode::stringValue).map(test).toList());
    }

    private static List<JsonNode> each(JsonNode oneOrMore) {
        return oneOrMore.isArray() ? oneOrMore.valueStream().toList() : List.of(oneOrMore);
    }

    private static IllegalArgumentException unknown(JsonNode expression) {
        return new IllegalArgumentException(
                "filter has an expression that cannot be matched: " + expression);
    }
}
