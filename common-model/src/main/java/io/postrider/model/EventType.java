package io.postrider.model;

/**
 * What happened, in dotted notation: {@code order.created}.
 *
 * @param value 1 to 256 characters of visible ASCII without {@code * , " \}
 */
public record EventType(String value) {

    public EventType {
        if (!Text.fits(value, 0, 1, 256, EventType::isAllowed)) {
            throw new IllegalArgumentException(
                    "type must be 1 to 256 visible ASCII characters without spaces, '*', ',', '\"'"
                            + " or '\\', like order.created");
        }
    }

    private static boolean isAllowed(char c) {
        return c > ' ' && c <= '~' && c != '"' && c != '*' && c != ',' && c != '\\';
    }

    @Override
    public String toString() {
        return value;
    }
}
