package io.postrider.model.wire;

import io.postrider.model.format.BodyRule;
import io.postrider.model.format.BodyTemplate;
import io.postrider.model.format.Placeholder;
import io.postrider.model.format.Template.Literal;
import io.postrider.model.format.Template.Part;
import io.postrider.model.format.Template.Variable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A body's template as it is printed: text that stands, and places for values, in the order in
 * which the format's style puts them.
 */
final class CompiledBody {

    private final JsonStyle style;
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private CompiledBody(JsonStyle style) {
        this.style = style;
    }

    static List<Part> parts(BodyRule rule) {
        CompiledBody body = new CompiledBody(JsonStyle.of(rule.serialization()));
        body.add(rule.template());
        body.endText();
        return List.copyOf(body.parts);
    }

    private void add(BodyTemplate template) {
        switch (template) {
            case BodyTemplate.Value(Placeholder placeholder) -> {
                endText();
                parts.add(new Variable(placeholder));
            }
            case BodyTemplate.Text(String value) -> style.text(text, value);
            case BodyTemplate.Figure(var value) -> text.append(style.number(value.toString()));
            case BodyTemplate.Flag(boolean value) -> text.append(value);
            case BodyTemplate.Nothing _ -> text.append("null");
            case BodyTemplate.Elements(var elements) -> add(elements);
            case BodyTemplate.Members(var members) -> add(members);
        }
    }

    private void add(List<BodyTemplate> elements) {
        String separator = "[";
        for (BodyTemplate element : elements) {
            text.append(separator);
            add(element);
            separator = ",";
        }
        text.append(elements.isEmpty() ? "[]" : "]");
    }

    private void add(Map<String, BodyTemplate> members) {
        String separator = "{";
        for (Map.Entry<String, BodyTemplate> member : style.inOrder(members).entrySet()) {
            text.append(separator);
            style.text(text, member.getKey());
            text.append(':');
            add(member.getValue());
            separator = ",";
        }
        text.append(members.isEmpty() ? "{}" : "}");
    }

    private void endText() {
        if (!text.isEmpty()) {
            parts.add(new Literal(text.toString()));
            text.setLength(0);
        }
    }
}
