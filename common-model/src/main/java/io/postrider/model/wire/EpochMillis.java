package io.postrider.model.wire;

import java.time.Instant;

/** Times as headers of records have them: milliseconds since the epoch. */
final class EpochMillis {

    private EpochMillis() {}

    static String text(Instant instant) {
        return Long.toString(instant.toEpochMilli());
    }

    /**
     * Reads a time.
     *
     * @throws IllegalArgumentException when it is not a number
     */
    static Instant parse(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
