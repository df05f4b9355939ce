package io.postrider.e2e;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Content filters and the data of events, from ordinary ones to those that ask for most work. */
final class FilterSamples {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> FIELDS = List.of("a", "b", "c", "d", "e");

    private final Chance chance;

    FilterSamples(Chance chance) {
        this.chance = chance;
    }

    JsonNode filter() {
        return NODES.objectNode()
                .set(
                        "data",
                        switch (chance.below(6)) {
                            case 0 -> fields(1, chance.from(1, 3));
                            case 1 -> alternatives(chance.from(1, 30));
                            case 2 -> NODES.objectNode().set("a", ranges(chance.from(1, 400)));
                            case 3 -> NODES.objectNode().set("a", wildcards(chance.from(1, 100)));
                            case 4 -> fields(chance.from(2, 60), 1);
                            default -> arrays();
                        });
    }

    /** As many fields as there are, each so many levels deep. */
    private ObjectNode fields(int depth, int count) {
        ObjectNode object = NODES.objectNode();
        for (String field : FIELDS.subList(0, count)) {
            object.set(field, depth > 1 ? fields(depth - 1, 1) : values());
        }
        return object;
    }

    private ArrayNode values() {
        ArrayNode values = NODES.arrayNode();
        for (int i = chance.from(1, 4); i > 0; i--) {
            values.add(matcher());
        }
        return values;
    }

    private JsonNode matcher() {
        ObjectNode matcher = NODES.objectNode();
        return switch (chance.below(8)) {
            case 0 -> matcher.put("exists", chance.oneIn(2));
            case 1 -> matcher.put("prefix", chance.text());
            case 2 -> matcher.put("suffix", chance.text());
            case 3 -> matcher.put("wildcard", "*" + chance.letters(2) + "*");
            case 4 -> matcher.set("numeric", NODES.arrayNode().add(">").add(chance.below(100)));
            case 5 -> matcher.set("anything-but", NODES.arrayNode().add(chance.text()));
            case 6 -> NODES.nullNode();
            default -> NODES.stringNode(chance.text());
        };
    }

    /** Each group doubles the rules that it stands for. */
    private ObjectNode alternatives(int groups) {
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < groups; i++) {
            ArrayNode two = NODES.arrayNode();
            two.add(NODES.objectNode().set("x", values()));
            two.add(NODES.objectNode().set("y", values()));
            object.set("g" + i, NODES.objectNode().set("$or", two));
        }
        return object;
    }

    private ArrayNode ranges(int count) {
        ArrayNode ranges = NODES.arrayNode();
        for (int i = 0; i < count; i++) {
            ArrayNode range = NODES.arrayNode().add(">").add(i).add("<").add(chance.from(i, 999));
            ranges.add(NODES.objectNode().set("numeric", range));
        }
        return ranges;
    }

    private ArrayNode wildcards(int count) {
        ArrayNode wildcards = NODES.arrayNode();
        for (int i = 0; i < count; i++) {
            wildcards.add(
                    NODES.objectNode()
                            .put("wildcard", ("*" + chance.letters(1)).repeat(chance.from(1, 9))));
        }
        return wildcards;
    }

    /** Has to be tried with every element of every array. */
    private ObjectNode arrays() {
        ObjectNode object = NODES.objectNode();
        ArrayNode exists = NODES.arrayNode().add(NODES.objectNode().put("exists", true));
        for (String field : FIELDS) {
            object.set(field, NODES.objectNode().set("x", exists));
        }
        object.set("e", NODES.arrayNode().add(NODES.objectNode().put("prefix", "no")));
        return object;
    }

    /** Data with arrays of up to 2,000 elements in the fields that filters ask for. */
    JsonNode data() {
        ObjectNode data = NODES.objectNode();
        int elements = chance.oneIn(4) ? chance.from(100, 2_000) : chance.from(0, 3);
        for (String field : FIELDS) {
            ArrayNode array = NODES.arrayNode();
            for (int i = 0; i < elements; i++) {
                array.add(NODES.objectNode().put("x", 1));
            }
            data.set(field, chance.oneIn(3) ? NODES.stringNode(chance.text()) : array);
        }
        return data;
    }
}
