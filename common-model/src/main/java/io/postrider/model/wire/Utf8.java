package io.postrider.model.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedRecordException("must be JSON in UTF-8", e);
        }
    }
}
