package io.postrider.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Immutable bytes with the equality of their content. The array is shared, not copied, because a
 * payload passes through untouched from event to POST: whoever holds it must not write to it.
 */
public final class Payload {

    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Wraps the array, which the caller gives away. */
    public static Payload of(byte[] bytes) {
        return new Payload(bytes);
    }

    /** The UTF-8 bytes of the text. */
    public static Payload of(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes themselves; read only. */
    public byte[] bytes() {
        return bytes;
    }

    /** Length in bytes. */
    public int length() {
        return bytes.length;
    }

    /** The bytes read as UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Payload[" + bytes.length + " bytes]";
    }
}
