package io.postrider.model;

/** Text that has a form in UTF-8. */
public final class SurrogatePairs {

    private SurrogatePairs() {}

    /**
     * Refuses half of a surrogate pair, as an escape such as {@code \ud800} in JSON makes it.
     *
     * @throws IllegalArgumentException naming the field, the half and its place
     */
    public static void requireWhole(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int codePoint = text.codePointAt(i);
                if (codePoint <= Character.MAX_VALUE) {
                    throw new IllegalArgumentException(
                            "'%s' must not have half of a surrogate pair: \\u%04x at character %d"
                                    .formatted(field, codePoint, i));
                }
                i++;
            }
        }
    }
}
