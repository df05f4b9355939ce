package io.postrider.model.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for the first byte that is not UTF-8 (Unicode 16, table 3-7), eight plain bytes a step. */
final class Utf8Scan {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final byte[] bytes;

    /** A scan of the bytes. */
    Utf8Scan(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Scans all bytes.
     *
     * @throws MalformedRecordException at the first that is wrong
     */
    void run() {
        int at = 0;
        while (at < bytes.length) {
            if (at + Long.BYTES <= bytes.length
                    && ((long) EIGHT_BYTES.get(bytes, at) & HIGH_BITS) == 0) {
                at += Long.BYTES;
            } else if (bytes[at] < 0) {
                at += sequence(at);
            } else {
                at++;
            }
        }
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
}
