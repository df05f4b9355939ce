package io.postrider.model.format;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A value in a YAML file that knows where it stands, so that whatever is wrong with it can be told
 * with file, line and field.
 *
 * @param field names from the root, with dots; empty for the root
 */
record YamlValue(String file, String field, Node node) {

    /**
     * Reads the file's one document.
     *
     * @throws InvalidFormatException when it is not YAML, or empty
     */
    static YamlValue parse(String file, String text) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (root == null) {
                throw new InvalidFormatException(file + ": is empty");
            }
            return new YamlValue(file, "", root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new InvalidFormatException(
                    "%s, line %d: is not YAML: %s".formatted(file, line, e.getProblem()), e);
        } catch (YAMLException e) {
            throw new InvalidFormatException(file + ": is not YAML: " + e.getMessage(), e);
        }
    }

    InvalidFormatException wrong(String problem) {
        return new InvalidFormatException(
                "%s, line %d%s: %s"
                        .formatted(
                                file,
                                node.getStartMark().getLine() + 1,
                                field.isEmpty() ? "" : ", " + field,
                                problem));
    }

    /** Runs what makes a value of this one; what it refuses is told of this place. */
    <T> T read(Function<YamlValue, T> make) {
        try {
            return make.apply(this);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private YamlValue child(String name, Node value) {
        return new YamlValue(file, field.isEmpty() ? name : field + "." + name, value);
    }

    boolean isMembers() {
        return node instanceof MappingNode;
    }

    boolean isElements() {
        return node instanceof SequenceNode;
    }

    /** How YAML reads it: as text, as a number, as true or false, as nothing. */
    Tag tag() {
        return node.getTag();
    }

    /** A scalar as it is written, whatever YAML makes of it. */
    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong("must be a single value");
    }

    /** Text as a constant of the enum, in lower case with hyphens. */
    <E extends Enum<E>> E choice(Class<E> choices) {
        List<String> allowed = new ArrayList<>();
        for (E choice : choices.getEnumConstants()) {
            String code = choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (code.equals(text())) {
                return choice;
            }
            allowed.add(code);
        }
        throw wrong("must be one of %s, not '%s'".formatted(String.join(", ", allowed), text()));
    }

    List<YamlValue> elements() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("must be a list");
        }
        List<YamlValue> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(new YamlValue(file, field + "[" + elements.size() + "]", element));
        }
        return elements;
    }

    List<String> texts() {
        return elements().stream().map(YamlValue::text).toList();
    }

    /** The members by name, each there once. */
    Map<String, YamlValue> members() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("must have members");
        }
        Map<String, YamlValue> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = child("", tuple.getKeyNode()).text();
            if (members.put(name, child(name, tuple.getValueNode())) != null) {
                throw child(name, tuple.getKeyNode()).wrong("is there twice");
            }
        }
        return members;
    }

    /** The members, none but those. */
    Fields fields(String... allowed) {
        Set<String> names = Set.of(allowed);
        Map<String, YamlValue> members = members();
        members.forEach((name, value) -> {
            if (!names.contains(name)) {
                throw value.wrong("is unknown; allowed are " + String.join(", ", allowed));
            }
        });
        return new Fields(this, members);
    }

    /** Members of known names. */
    record Fields(YamlValue of, Map<String, YamlValue> members) {

        YamlValue required(String name) {
            return optional(name).orElseThrow(() -> of.child(name, of.node).wrong("is required"));
        }

        Optional<YamlValue> optional(String name) {
            return Optional.ofNullable(members.get(name));
        }
    }
}
