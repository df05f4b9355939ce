package io.postrider.model.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One header of a record; its value is UTF-8 text where Postrider writes it. */
public final class WireHeader {

    private final String name;
    private final byte[] value;

    public WireHeader(String name, byte[] value) {
        this.name = name;
        this.value = value;
    }

    public WireHeader(String name, String value) {
        this(name, value.getBytes(StandardCharsets.UTF_8));
    }

    public String name() {
        return name;
    }

    /** The bytes themselves; read only. */
    public byte[] value() {
        return value;
    }

    public String text() {
        return new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WireHeader header
                && name.equals(header.name)
                && Arrays.equals(value, header.value);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return name + ": " + text();
    }
}
