package io.postrider.model.format;

import io.postrider.model.format.BodyTemplate.Elements;
import io.postrider.model.format.BodyTemplate.Figure;
import io.postrider.model.format.BodyTemplate.Flag;
import io.postrider.model.format.BodyTemplate.Members;
import io.postrider.model.format.BodyTemplate.Nothing;
import io.postrider.model.format.BodyTemplate.Text;
import io.postrider.model.format.BodyTemplate.Value;

import org.yaml.snakeyaml.nodes.Tag;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a body's template from YAML: what it says, with placeholders for whole values. */
final class BodyFile {

    private static final int DEEPEST = 20;

    private BodyFile() {}

    static BodyTemplate template(YamlValue value) {
        return template(value, DEEPEST);
    }

    /** A file can refer to itself and have no end, so its depth is counted. */
    private static BodyTemplate template(YamlValue value, int deeper) {
        if (deeper == 0) {
            throw value.wrong("is nested deeper than " + DEEPEST);
        }
        if (value.isMembers()) {
            Map<String, BodyTemplate> members = new LinkedHashMap<>();
            value.members()
                    .forEach((name, member) -> members.put(name, template(member, deeper - 1)));
            return new Members(members);
        }
        if (value.isElements()) {
            return new Elements(
                    value.elements().stream()
                            .map(element -> template(element, deeper - 1))
                            .toList());
        }
        return value.read(BodyFile::scalar);
    }

    private static BodyTemplate scalar(YamlValue value) {
        Tag tag = value.tag();
        if (tag.equals(Tag.NULL)) {
            return new Nothing();
        }
        if (tag.equals(Tag.BOOL)) {
            return new Flag(flag(value));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return new Figure(number(value));
        }
        return text(value.text());
    }

    private static boolean flag(YamlValue value) {
        return switch (value.text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw value.wrong("must be true or false, or text in quotes");
        };
    }

    private static BigDecimal number(YamlValue value) {
        try {
            return new BigDecimal(value.text());
        } catch (NumberFormatException _) {
            throw value.wrong("must be a decimal number, or text in quotes");
        }
    }

    private static BodyTemplate text(String text) {
        Template template = Template.parse(text, Placeholder.Place.BODY);
        if (template.parts().size() == 1
                && template.parts().getFirst() instanceof Template.Variable(Placeholder it)) {
            return new Value(it);
        }
        if (template.parts().stream().anyMatch(Template.Variable.class::isInstance)) {
            throw new IllegalArgumentException(
                    "a placeholder must stand alone in a body, not within '" + text + "'");
        }
        return new Text(text);
    }
}
