package io.postrider.subscription.rest;

import io.postrider.subscription.refusal.FieldErrors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The fields of a JSON object, each of which may be spelled in snake_case or camelCase. */
final class RequestFields {

    private static final Map<String, String> ALIASES = Map.of("is_active", "active");

    private final Map<String, JsonNode> values = new LinkedHashMap<>();
    private final FieldErrors errors;
    private final String path;

    /**
     * The fields. One that is not allowed, or is null and must not be, is noted as an error.
     *
     * @param path in front of each name, for errors
     */
    RequestFields(ObjectNode object, FieldNames allowed, String path, FieldErrors errors) {
        this.errors = errors;
        this.path = path;
        object.forEachEntry((given, value) -> {
            String name = canonical(given);
            if (!allowed.all().contains(name)) {
                errors.add(
                        path + given,
                        "'%s' is not a field here; allowed are %s"
                                .formatted(given, String.join(", ", allowed.all())));
            } else if (values.putIfAbsent(name, value) != null) {
                errors.add(path + given, "'%s' must not be given twice".formatted(name));
            } else if (value.isNull() && !allowed.nullable().contains(name)) {
                errors.add(path + given, "'%s' must not be null".formatted(path(name)));
            }
        });
    }

    private static String canonical(String given) {
        String snake = given.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        return ALIASES.getOrDefault(snake, snake);
    }

    /** Notes an error when the field is absent. */
    void require(String name) {
        if (!has(name)) {
            errors.add(path(name), "'%s' is required".formatted(path(name)));
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value, unless the field is absent or null. */
    Optional<JsonNode> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isNull());
    }

    String path(String name) {
        return path + name;
    }

    Optional<String> text(String name) {
        return value(name, JsonNode::isString, "a string").map(JsonNode::stringValue);
    }

    Optional<Boolean> flag(String name) {
        return value(name, JsonNode::isBoolean, "true or false").map(JsonNode::booleanValue);
    }

    Optional<Integer> integer(String name) {
        return value(name, JsonNode::canConvertToInt, "a whole number").map(JsonNode::intValue);
    }

    OptionalDouble number(String name) {
        return value(name, JsonNode::isNumber, "a number")
                .map(value -> OptionalDouble.of(value.doubleValue()))
                .orElseGet(OptionalDouble::empty);
    }

    Optional<ObjectNode> object(String name) {
        return value(name, JsonNode::isObject, "an object").map(ObjectNode.class::cast);
    }

    /** The texts of an array. */
    Optional<List<String>> texts(String name) {
        return value(
                        name,
                        value ->
                                value.isArray() && value.valueStream().allMatch(JsonNode::isString),
                        "an array of strings")
                .map(value -> value.valueStream().map(JsonNode::stringValue).toList());
    }

    private Optional<JsonNode> value(String name, Function<JsonNode, Boolean> is, String wanted) {
        Optional<JsonNode> value = value(name);
        if (value.isPresent() && !is.apply(value.get())) {
            errors.add(path(name), "%s must be %s".formatted(name, wanted));
            return Optional.empty();
        }
        return value;
    }
}
