package io.postrider.model;

/** The rule every textual identifier shares: bounded, and free of control characters. */
final class Text {

    private Text() {}

    static String bounded(String value, String name, int maxLength) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
        if (value.length() > maxLength) {
            throw new IllegalArgumentException(
                    name
                            + " must have at most "
                            + maxLength
                            + " characters, not "
                            + value.length());
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(name + " must not contain control characters");
        }
        return value;
    }
}
