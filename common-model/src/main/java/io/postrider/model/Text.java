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
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException(name + " must not contain control characters");
            }
        }
        return value;
    }

    /** Which characters an identifier may have. */
    interface Alphabet {
        boolean has(char character);
    }

    /**
     * Whether the text has that many characters and, from the position on, only such characters.
     * Identifiers are made for every record that is read; a regular expression takes ten times as
     * long.
     */
    static boolean fits(String value, int from, int shortest, int longest, Alphabet alphabet) {
        if (value.length() < shortest || value.length() > longest) {
            return false;
        }
        for (int i = from; i < value.length(); i++) {
            if (!alphabet.has(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
