package io.postrider.subscription.rest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How CloudEvents attributes stand in HTTP headers (HTTP protocol binding 1.0, 3.1.3.2). */
final class AttributeHeader {

    private static final char QUOTE = '"';
    private static final char ESCAPE = '\\';
    private static final int TRIPLET = 3;
    private static final int HEX = 16;

    private AttributeHeader() {}

    /**
     * Takes quotes and their escapes away, then decodes each percent-encoded byte. A percent sign
     * that begins no such byte stays as it is.
     *
     * @param value as the header has it, one character for each byte
     * @throws IllegalArgumentException when a quote is not closed or the bytes are not UTF-8
     */
    static String decode(String value) {
        String text = unquoted(value);
        byte[] encoded = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (isTriplet(encoded, i)) {
                decoded.write(
                        HexFormat.fromHexDigit(encoded[i + 1]) * HEX
                                + HexFormat.fromHexDigit(encoded[i + 2]));
                i += TRIPLET - 1;
            } else {
                decoded.write(encoded[i]);
            }
        }
        return utf8(decoded.toByteArray());
    }

    private static String unquoted(String value) {
        if (value.isEmpty() || value.charAt(0) != QUOTE) {
            return value;
        }
        StringBuilder text = new StringBuilder(value.length());
        int i = 1;
        while (i < value.length() && value.charAt(i) != QUOTE) {
            if (value.charAt(i) == ESCAPE) {
                i++;
            }
            if (i < value.length()) {
                text.append(value.charAt(i));
            }
            i++;
        }
        if (i != value.length() - 1) {
            throw new IllegalArgumentException(
                    "must end with the quote that closes the one it begins with");
        }
        return text.toString();
    }

    private static boolean isTriplet(byte[] text, int at) {
        return text[at] == '%'
                && at + TRIPLET <= text.length
                && HexFormat.isHexDigit(text[at + 1])
                && HexFormat.isHexDigit(text[at + 2]);
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("must be percent-encoded UTF-8", e);
        }
    }
}
