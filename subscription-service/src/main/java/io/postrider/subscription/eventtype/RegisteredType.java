package io.postrider.subscription.eventtype;

import io.postrider.model.EventType;

import java.time.Instant;
import java.util.Optional;

/**
 * A type of event that somebody has described.
 *
 * @param about what it means
 */
public record RegisteredType(EventType name, About about, Instant createdAt, Instant updatedAt) {

    private static final String UNADDRESSABLE = "/%;";

    /**
     * The name, when a registered type may have it: it stands in the address of the type.
     *
     * @throws IllegalArgumentException when it may not
     */
    public static EventType checkedName(String text) {
        EventType name = new EventType(text);
        if (text.chars().anyMatch(c -> UNADDRESSABLE.indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "name must not contain any of / % ;, because it stands in an address");
        }
        return name;
    }

    /**
     * What is said of a type.
     *
     * @param description for people; at most 2,000 characters
     * @param schema a JSON Schema of the events' data; at most 65,536 characters
     * @param example of the events' data, any JSON; at most 65,536 characters
     */
    public record About(
            Optional<String> description, Optional<String> schema, Optional<String> example) {

        private static final int LONGEST_DESCRIPTION = 2_000;
        private static final int LONGEST_JSON = 65_536;

        /** The text, when it may be a description. */
        public static String checkedDescription(String text) {
            if (text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        "description must not contain the character U+0000");
            }
            return checked("description", text, LONGEST_DESCRIPTION);
        }

        /** The JSON, when it is not too long. */
        public static String checkedJson(String field, String json) {
            return checked(field, json, LONGEST_JSON);
        }

        private static String checked(String field, String text, int longest) {
            if (text.length() > longest) {
                throw new IllegalArgumentException(
                        "%s must have at most %d characters, not %d"
                                .formatted(field, longest, text.length()));
            }
            return text;
        }
    }

    RegisteredType with(About other, Instant now) {
        return other.equals(about) ? this : new RegisteredType(name, other, createdAt, now);
    }
}
