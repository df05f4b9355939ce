package io.postrider.model;

import java.util.regex.Pattern;

/**
 * What happened, in dotted notation: {@code order.created}.
 *
 * @param value 1 to 256 characters of visible ASCII without {@code * , " \}
 */
public record EventType(String value) {

    private static final Pattern ALLOWED = Pattern.compile("[!#-)+\\--\\[\\]-~]{1,256}");

    public EventType {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "type must be 1 to 256 visible ASCII characters without spaces, '*', ',', '\"'"
                            + " or '\\', like order.created");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
