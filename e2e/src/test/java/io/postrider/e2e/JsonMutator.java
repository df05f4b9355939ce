package io.postrider.e2e;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Changes one place of a JSON document: another type, another value, a member more or less. */
final class JsonMutator {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int BEYOND_ANY_LIMIT = 100_000;

    private final Chance chance;

    JsonMutator(Chance chance) {
        this.chance = chance;
    }

    /** The bytes as they are when they are no JSON. */
    byte[] mutate(byte[] document) {
        try {
            return JSON.writeValueAsBytes(mutate(JSON.readTree(document)));
        } catch (JacksonException _) {
            return document;
        }
    }

    JsonNode mutate(JsonNode document) {
        List<JsonNode> places = new ArrayList<>();
        collect(document, places);
        if (places.isEmpty()) {
            return anything();
        }
        JsonNode place = chance.of(places);
        if (place instanceof ObjectNode object) {
            mutateMember(object);
        } else if (place instanceof ArrayNode array) {
            mutateElement(array);
        }
        return document;
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainer()) {
            places.add(node);
            node.forEach(child -> collect(child, places));
        }
    }

    private void mutateMember(ObjectNode object) {
        List<String> names = new ArrayList<>(object.propertyNames());
        String name = names.isEmpty() ? chance.letters(4) : chance.of(names);
        switch (chance.below(6)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(chance.letters(6), anything());
            case 2 -> object.set(chance.text(), anything());
            default -> object.set(name, anything());
        }
    }

    private void mutateElement(ArrayNode array) {
        switch (chance.below(4)) {
            case 0 -> array.removeAll();
            case 1 -> array.add(anything());
            case 2 -> {
                for (int i = chance.from(20, 1_200); i > 0; i--) {
                    array.add(chance.letters(3));
                }
            }
            default -> {
                if (array.isEmpty()) {
                    array.add(anything());
                } else {
                    array.set(chance.below(array.size()), anything());
                }
            }
        }
    }

    private JsonNode anything() {
        return switch (chance.below(9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(chance.oneIn(2));
            case 2 -> NODES.arrayNode();
            case 3 -> NODES.objectNode();
            case 4 -> number();
            case 5 -> NODES.arrayNode().add(chance.text());
            case 6 -> NODES.objectNode().put(chance.letters(3), chance.text());
            default -> NODES.stringNode(chance.text());
        };
    }

    private JsonNode number() {
        return switch (chance.below(5)) {
            case 0 -> NODES.numberNode(Long.MAX_VALUE);
            case 1 -> NODES.numberNode(Integer.MIN_VALUE);
            case 2 -> NODES.numberNode(new BigDecimal("1e400"));
            case 3 -> NODES.numberNode(-0.5);
            default -> NODES.numberNode(chance.from(-3, 100_000));
        };
    }

    /** What no parser should follow to its end. */
    byte[] monster() {
        String text =
                switch (chance.below(6)) {
                    case 0 -> Chance.deep(BEYOND_ANY_LIMIT);
                    case 1 -> "{\"a\":".repeat(BEYOND_ANY_LIMIT);
                    case 2 -> "{\"data\":" + Chance.deep(600) + "}";
                    case 3 -> "9".repeat(BEYOND_ANY_LIMIT);
                    case 4 -> "{\"" + chance.letters(70_000) + "\":1}";
                    default -> "{\"id\":\"1\",\"type\":\"a\",\"id\":\"2\"} trailing";
                };
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
