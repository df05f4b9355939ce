package io.postrider.model.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The one encoding of JSON (RFC 8259, section 8.1). Parsers find out by themselves what else it may
 * be, which is no use where the bytes are passed on.
 */
public final class Utf8 {

    private static final int MAX_DECODED_AT_ONCE = 4096;
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
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(Math.min(bytes.length, MAX_DECODED_AT_ONCE));
        CoderResult result = decoder.decode(in, out, true);
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        if (result.isError()) {
            throw new MalformedRecordException(
                    "must be JSON in UTF-8: the byte 0x%02x at offset %d is not"
                            .formatted(bytes[in.position()] & 0xff, in.position()));
        }
    }
}
