package io.postrider.model;

/**
 * Names a format: the shape of a POST.
 *
 * @param value 1 to 40 characters of {@code a-z 0-9 -}, beginning with a letter
 */
public record FormatName(String value) {

    /** What a webhook has that names none. */
    public static final FormatName STANDARD = new FormatName("standard");

    public FormatName {
        if (!Text.fits(value, 0, 1, 40, FormatName::isAllowed) || value.charAt(0) < 'a') {
            throw new IllegalArgumentException(
                    "format must be 1 to 40 characters of a-z, 0-9 and '-', beginning with a"
                            + " letter");
        }
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }

    @Override
    public String toString() {
        return value;
    }
}
