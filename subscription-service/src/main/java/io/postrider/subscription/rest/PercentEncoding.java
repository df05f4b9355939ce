package io.postrider.subscription.rest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How CloudEvents attributes stand in HTTP headers (HTTP protocol binding 1.0, 3.1.3.2). */
final class PercentEncoding {

    private static final int TRIPLET = 3;

    private PercentEncoding() {}

    /** Decodes each triplet; a percent sign that begins none stays as it is. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (isTriplet(encoded, i)) {
                decoded.write(
                        HexFormat.fromHexDigit(encoded[i + 1]) * 16
                                + HexFormat.fromHexDigit(encoded[i + 2]));
                i += TRIPLET - 1;
            } else {
                decoded.write(encoded[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static boolean isTriplet(byte[] text, int at) {
        return text[at] == '%'
                && at + TRIPLET <= text.length
                && HexFormat.isHexDigit(text[at + 1])
                && HexFormat.isHexDigit(text[at + 2]);
    }
}
