package io.postrider.model.wire;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads typed values from a record's headers and names the header that is missing or wrong. A
 * record has a dozen of them: going through the list takes less than making a map of it.
 */
final class HeaderReader {

    private final List<WireHeader> headers;

    HeaderReader(WireRecord record) {
        headers = record.headers();
    }

    <T> T required(String name, Function<String, T> read) {
        WireHeader header = last(name);
        if (header == null) {
            throw new MalformedRecordException(name, "header '" + name + "' is required");
        }
        return read(header, read);
    }

    <T> Optional<T> optional(String name, Function<String, T> read) {
        WireHeader header = last(name);
        return header == null ? Optional.empty() : Optional.of(read(header, read));
    }

    private static <T> T read(WireHeader header, Function<String, T> read) {
        try {
            return read.apply(header.text());
        } catch (IllegalArgumentException e) {
            throw invalid(header.name(), e);
        }
    }

    /** Kafka reads the last one of repeated headers. */
    private @Nullable WireHeader last(String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            WireHeader header = headers.get(i);
            if (header.name().equals(name)) {
                return header;
            }
        }
        return null;
    }

    /**
     * Runs what builds a value of headers and blames the named one when their values do not fit.
     */
    static <T> T checked(String name, Supplier<T> build) {
        try {
            return build.get();
        } catch (IllegalArgumentException e) {
            throw invalid(name, e);
        }
    }

    private static MalformedRecordException invalid(String name, IllegalArgumentException e) {
        return new MalformedRecordException(
                name, "header '" + name + "' is invalid: " + e.getMessage());
    }
}
