package io.postrider.benchmarks.receiver;

import io.netty.buffer.ByteBuf;

import java.nio.charset.StandardCharsets;

/**
 * When an event was due to be sent, and which one it is, written into the event's id: {@code
 * evt-<nanoseconds, 19 digits>-<sequence>}. The standard body begins with the id, so a receiver
 * reads both from the first bytes.
 */
public final class EventMark {

    static final int NANOS_DIGITS = 19;

    private static final byte[] START = "{\"id\":\"evt-".getBytes(StandardCharsets.US_ASCII);
    private static final int NANOS_AT = START.length;
    private static final int SEQUENCE_AT = NANOS_AT + NANOS_DIGITS + 1;
    private static final int MOST_SEQUENCE_DIGITS = 12;

    private EventMark() {}

    /**
     * The id of an event.
     *
     * @param nanos since the run's own zero, not negative
     * @param sequence from 0
     */
    public static String id(long nanos, long sequence) {
        String digits = Long.toString(nanos);
        return "evt-" + "0".repeat(NANOS_DIGITS - digits.length()) + digits + "-" + sequence;
    }

    /** Whether a body that starts here begins with such an id. */
    static boolean isAt(ByteBuf in, int body, int length) {
        return length > SEQUENCE_AT
                && in.getByte(body + START.length - 2) == START[START.length - 2]
                && in.getLong(body) == STARTS_WITH;
    }

    private static final long STARTS_WITH = firstEight();

    private static long firstEight() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | START[i];
        }
        return value;
    }

    static long nanos(ByteBuf in, int body) {
        long value = 0;
        for (int i = body + NANOS_AT; i < body + NANOS_AT + NANOS_DIGITS; i++) {
            value = value * 10 + in.getByte(i) - '0';
        }
        return value;
    }

    static long sequence(ByteBuf in, int body, int length) {
        int end = body + Math.min(length, SEQUENCE_AT + MOST_SEQUENCE_DIGITS);
        long value = 0;
        for (int i = body + SEQUENCE_AT; i < end; i++) {
            int digit = in.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
