package io.postrider.model.wire;

import io.postrider.model.format.Serialization;

import java.util.Map;

/** How one program prints the JSON that it has parsed. */
interface JsonStyle {

    /** A number as this program prints it that was written so. */
    String number(String literal);

    /** Appends the text in quotes. */
    void text(StringBuilder out, String text);

    /** The members in the order in which this program prints them. */
    <T> Map<String, T> inOrder(Map<String, T> members);

    static JsonStyle of(Serialization serialization) {
        return switch (serialization) {
            case VERBATIM -> new VerbatimStyle();
            case ECMASCRIPT -> new EcmaScriptStyle(false);
            case ECMASCRIPT_SORTED -> new EcmaScriptStyle(true);
            case PYTHON_SORTED -> new PythonStyle();
        };
    }
}
