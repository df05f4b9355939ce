package io.postrider.model.wire;

import java.util.Map;

/** As it was written. */
final class VerbatimStyle implements JsonStyle {

    @Override
    public String number(String literal) {
        return literal;
    }

    @Override
    public void text(StringBuilder out, String text) {
        JsonEscapes.append(out, text, false);
    }

    @Override
    public <T> Map<String, T> inOrder(Map<String, T> members) {
        return members;
    }
}
