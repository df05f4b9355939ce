package io.postrider.model.wire;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says what is wrong with JSON, for people who do not know the parser. */
public final class JsonFaults {

    private static final String DUPLICATE = "Duplicate ";

    private JsonFaults() {}

    /** What is wrong, as a sentence without its subject: {@code is not valid JSON: ...}. */
    public static String describe(JacksonException fault) {
        String message = fault.getOriginalMessage();
        if (fault instanceof StreamConstraintsException) {
            return "is beyond a limit of JSON: " + message;
        }
        if (fault instanceof UnexpectedEndOfInputException) {
            return "is not valid JSON: it ends before its value is complete";
        }
        if (fault instanceof MismatchedInputException) {
            return "must be one JSON value with nothing after it";
        }
        return message.startsWith(DUPLICATE)
                ? "must not name a member twice in one object" + at(fault.getLocation())
                : "is not valid JSON: it is wrong" + at(fault.getLocation());
    }

    private static String at(@Nullable TokenStreamLocation place) {
        return place == null
                ? ""
                : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
    }
}
