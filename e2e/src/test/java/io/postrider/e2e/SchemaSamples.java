package io.postrider.e2e;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** Values that a JSON Schema of the OpenAPI document allows, or nearly. */
final class SchemaSamples {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 6;

    private final JsonNode document;
    private final Chance chance;

    SchemaSamples(JsonNode document, Chance chance) {
        this.document = document;
        this.chance = chance;
    }

    JsonNode of(JsonNode schema) {
        return of(schema, 0);
    }

    boolean hasProperty(JsonNode schema, String name) {
        return ApiOperation.resolved(document, schema).path("properties").has(name);
    }

    private JsonNode of(JsonNode given, int depth) {
        JsonNode schema = ApiOperation.resolved(document, given);
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.has("example") && !chance.oneIn(4)) {
            return schema.get("example").deepCopy();
        }
        if (schema.has("enum")) {
            return chance.of(listed(schema.get("enum")));
        }
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            if (schema.has(choice)) {
                return of(chance.of(listed(schema.get(choice))), depth + 1);
            }
        }
        return ofType(type(schema), schema, depth);
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return chance.of(listed(type)).asString();
        }
        return type.isString() ? type.asString() : schema.has("properties") ? "object" : "string";
    }

    private JsonNode ofType(String type, JsonNode schema, int depth) {
        return switch (type) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer", "number" ->
                    NODES.numberNode(
                            chance.from(
                                    schema.path("minimum").asInt(0),
                                    Math.max(
                                            schema.path("minimum").asInt(0),
                                            schema.path("maximum").asInt(1_000))));
            case "boolean" -> NODES.booleanNode(chance.oneIn(2));
            case "null" -> NODES.nullNode();
            default -> NODES.stringNode(text(schema));
        };
    }

    private String text(JsonNode schema) {
        return switch (schema.path("format").asString("")) {
            case "uri" -> "http://127.0.0.1:65535/" + chance.letters(5);
            case "date-time" -> "2026-01-31T12:00:00Z";
            default -> chance.letters(chance.from(1, 12));
        };
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asString()));
        schema.path("properties")
                .properties()
                .forEach(property -> {
                    boolean wanted = required.contains(property.getKey()) || chance.oneIn(3);
                    if (wanted && depth < DEEPEST) {
                        object.set(property.getKey(), of(property.getValue(), depth + 1));
                    }
                });
        return object;
    }

    private JsonNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int i = chance.from(depth < DEEPEST ? 1 : 0, 3); i > 0 && depth < DEEPEST; i--) {
            array.add(of(schema.path("items"), depth + 1));
        }
        return array;
    }

    private static List<JsonNode> listed(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }
}
