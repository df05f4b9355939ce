package io.postrider.model.wire;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints JSON as another program would that has parsed it. */
final class JsonPrinter {

    /** What was parsed, its scalars printed already. */
    private sealed interface Tree {}

    private record Scalar(String printed) implements Tree {}

    private record Elements(List<Tree> elements) implements Tree {}

    private record Members(Map<String, Tree> members) implements Tree {}

    private final JsonStyle style;

    JsonPrinter(JsonStyle style) {
        this.style = style;
    }

    /**
     * Prints the value.
     *
     * @param json one JSON value in UTF-8, known to be one
     */
    byte[] print(byte[] json) {
        StringBuilder out = new StringBuilder(json.length + json.length / 8);
        try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), json)) {
            print(read(parser, parser.nextToken()), out);
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Goes no deeper than the parser lets it. */
    private Tree read(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> {
                List<Tree> elements = new ArrayList<>();
                for (JsonToken next = parser.nextToken();
                        next != JsonToken.END_ARRAY;
                        next = parser.nextToken()) {
                    elements.add(read(parser, next));
                }
                yield new Elements(elements);
            }
            case VALUE_STRING -> {
                StringBuilder text = new StringBuilder();
                style.text(text, parser.getString());
                yield new Scalar(text.toString());
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    new Scalar(style.number(parser.getString()));
            default -> new Scalar(parser.getString());
        };
    }

    /** Of members with one name, the last one counts and stands where the first one stood. */
    private Members members(JsonParser parser) {
        Map<String, Tree> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            members.put(name, read(parser, parser.nextToken()));
        }
        return new Members(members);
    }

    private void print(Tree tree, StringBuilder out) {
        switch (tree) {
            case Scalar(String printed) -> out.append(printed);
            case Elements(List<Tree> elements) -> {
                out.append('[');
                String separator = "";
                for (Tree element : elements) {
                    out.append(separator);
                    print(element, out);
                    separator = ",";
                }
                out.append(']');
            }
            case Members(Map<String, Tree> members) -> print(members, out);
        }
    }

    private void print(Map<String, Tree> members, StringBuilder out) {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Tree> member : style.inOrder(members).entrySet()) {
            out.append(separator);
            style.text(out, member.getKey());
            out.append(':');
            print(member.getValue(), out);
            separator = ",";
        }
        out.append('}');
    }
}
