package io.postrider.model.format;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Text in which placeholders stand for values: <code>sha256=${signature}</code>.
 *
 * @param parts one after the other
 */
public record Template(List<Part> parts) {

    private static final String OPENING = "${";
    private static final char CLOSING = '}';

    /** A piece of a template. */
    public sealed interface Part {}

    /** Text that stands as it is. */
    public record Literal(String text) implements Part {}

    /** Text that stands for a value. */
    public record Variable(Placeholder placeholder) implements Part {}

    public Template {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException saying which placeholders may stand there
     */
    static Template parse(String text, Placeholder.Place place) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int opening = text.indexOf(OPENING, at);
            if (opening != at) {
                int end = opening < 0 ? text.length() : opening;
                parts.add(new Literal(text.substring(at, end)));
                at = end;
                continue;
            }
            int closing = text.indexOf(CLOSING, opening);
            if (closing < 0) {
                throw new IllegalArgumentException("'" + text + "' lacks a closing }");
            }
            String name = text.substring(opening + OPENING.length(), closing);
            parts.add(new Variable(Placeholder.of(name, place)));
            at = closing + 1;
        }
        return new Template(parts);
    }

    /** Whether the placeholder stands in it. */
    public boolean has(Placeholder placeholder) {
        return parts.contains(new Variable(placeholder));
    }

    /** The text, with the values in it. */
    String fill(Function<Placeholder, String> values) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Literal(String literal) -> text.append(literal);
                case Variable(Placeholder placeholder) -> text.append(values.apply(placeholder));
            }
        }
        return text.toString();
    }

    /**
     * The values in a text that this was filled to, each the shortest that fits; nothing when it
     * was not, or when two values stand side by side.
     */
    Optional<Map<Placeholder, String>> read(String text) {
        Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            int end = end(i, text, at);
            if (end < 0) {
                return Optional.empty();
            }
            if (parts.get(i) instanceof Variable(Placeholder placeholder)) {
                values.put(placeholder, text.substring(at, end));
            }
            at = end;
        }
        return at == text.length() ? Optional.of(values) : Optional.empty();
    }

    /** Where the part that begins there ends; negative when it cannot. */
    private int end(int part, String text, int at) {
        if (parts.get(part) instanceof Literal(String literal)) {
            return text.startsWith(literal, at) ? at + literal.length() : -1;
        }
        if (part + 1 == parts.size()) {
            return text.length();
        }
        return parts.get(part + 1) instanceof Literal(String next) ? text.indexOf(next, at) : -1;
    }

    /** As it was written. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Literal(String literal) -> text.append(literal);
                case Variable(Placeholder placeholder) ->
                        text.append(OPENING).append(placeholder.text()).append(CLOSING);
            }
        }
        return text.toString();
    }
}
