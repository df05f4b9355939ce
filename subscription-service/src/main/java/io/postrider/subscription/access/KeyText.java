package io.postrider.subscription.access;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The form of a key: {@code pk_}, twelve digits by which it is looked up and told from others, and
 * 256 bits of chance.
 */
final class KeyText {

    static final String MARK = "pk_";

    private static final int LOOKUP_BYTES = 6;
    private static final int PREFIX_LENGTH = MARK.length() + 2 * LOOKUP_BYTES;

    static final int RANDOM_BYTES = LOOKUP_BYTES + Tokens.RANDOM_BYTES;

    private KeyText() {}

    static String of(byte[] random) {
        byte[] lookup = Arrays.copyOf(random, LOOKUP_BYTES);
        byte[] secret = Arrays.copyOfRange(random, LOOKUP_BYTES, random.length);
        return MARK + HexFormat.of().formatHex(lookup) + "_" + Tokens.text(secret);
    }

    static boolean isKey(String token) {
        return token.startsWith(MARK) && token.length() > PREFIX_LENGTH;
    }

    static String prefix(String key) {
        return key.substring(0, PREFIX_LENGTH);
    }
}
