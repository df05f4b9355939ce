package io.postrider.model.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The one encoding of JSON (RFC 8259, section 8.1). Parsers find out by themselves what else it may
 * be, which is no use where the bytes are passed on.
 */
public final class Utf8 {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private Utf8() {}

    /** The bytes without the mark that may stand in front of them and is no part of the text. */
    public static byte[] withoutByteOrderMark(byte[] bytes) {
        int length = BYTE_ORDER_MARK.length;
        return bytes.length >= length && Arrays.equals(bytes, 0, length, BYTE_ORDER_MARK, 0, length)
                ? Arrays.copyOfRange(bytes, length, bytes.length)
                : bytes;
    }

    /**
     * The text.
     *
     * @throws MalformedRecordException when it is in another encoding
     */
    public static String decode(byte[] bytes) {
        require(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Refuses bytes that are not UTF-8, overlong forms and encoded surrogates included.
     *
     * @throws MalformedRecordException with the offset of the first such byte
     */
    static void require(byte[] bytes) {
        new Utf8Scan(bytes).run();
    }

    /**
     * Refuses text that has no form in UTF-8, as an escape such as {@code \ud800} in JSON makes it.
     *
     * @throws IllegalArgumentException naming the half of a surrogate pair
     */
    public static void requireWholePairs(String name, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int codePoint = text.codePointAt(i);
                if (codePoint <= Character.MAX_VALUE) {
                    throw new IllegalArgumentException(
                            "'%s' must not have half of a surrogate pair: \\u%04x at character %d"
                                    .formatted(name, codePoint, i));
                }
                i++;
            }
        }
    }
}
