package io.postrider.model.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for the first byte that is not UTF-8 (Unicode 16, table 3-7), eight plain bytes a step. */
final class Utf8Scan {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long BACKSLASHES = LOW_BITS * '\\';
    private static final int ESCAPE_LENGTH = 6;

    private final byte[] bytes;
    private final boolean json;

    /**
     * A scan of the bytes.
     *
     * @param json whether backslashes begin escapes
     */
    Utf8Scan(byte[] bytes, boolean json) {
        this.bytes = bytes;
        this.json = json;
    }

    /**
     * Scans all bytes.
     *
     * @throws MalformedRecordException at the first that is wrong
     */
    void run() {
        int at = 0;
        while (at < bytes.length) {
            if (at + Long.BYTES <= bytes.length && isPlain((long) EIGHT_BYTES.get(bytes, at))) {
                at += Long.BYTES;
            } else if (bytes[at] < 0) {
                at += sequence(at);
            } else if (json && bytes[at] == '\\') {
                at += escape(at);
            } else {
                at++;
            }
        }
    }

    /** Whether none of the eight is beyond ASCII, or a backslash in JSON. */
    private boolean isPlain(long eight) {
        if ((eight & HIGH_BITS) != 0) {
            return false;
        }
        long zeroWhereBackslash = eight ^ BACKSLASHES;
        return !json || ((zeroWhereBackslash - LOW_BITS) & ~zeroWhereBackslash & HIGH_BITS) == 0;
    }

    /** The length of the sequence. */
    private int sequence(int at) {
        int lead = bytes[at] & 0xff;
        int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (length == 0 || at + length > bytes.length || !isSecond(lead, bytes[at + 1] & 0xff)) {
            throw notUtf8(at);
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                throw notUtf8(at);
            }
        }
        return length;
    }

    /** Overlong forms, surrogates and what is beyond Unicode show in the second byte. */
    private static boolean isSecond(int lead, int second) {
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        return second >= least && second <= most;
    }

    private MalformedRecordException notUtf8(int at) {
        return new MalformedRecordException(
                "must be JSON in UTF-8: the byte 0x%02x at offset %d is not"
                        .formatted(bytes[at] & 0xff, at));
    }

    /** The length of the escape; whatever is none is left to the parser to refuse. */
    private int escape(int at) {
        int unit = unit(at);
        if (unit < 0) {
            return 2;
        }
        if (!Character.isSurrogate((char) unit)) {
            return ESCAPE_LENGTH;
        }
        int next = unit(at + ESCAPE_LENGTH);
        if (Character.isHighSurrogate((char) unit)
                && next >= 0
                && Character.isLowSurrogate((char) next)) {
            return 2 * ESCAPE_LENGTH;
        }
        throw new MalformedRecordException(
                "must not have half of a surrogate pair: \\u%04x at offset %d".formatted(unit, at));
    }

    /** What an escape of four hexadecimal digits stands for; negative when there is none. */
    private int unit(int at) {
        if (at + ESCAPE_LENGTH > bytes.length || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
