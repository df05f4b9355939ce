package io.postrider.model.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads typed values from a record's headers and names the header that is missing or wrong. */
final class HeaderReader {

    private final Map<String, WireHeader> byName;

    HeaderReader(WireRecord record) {
        byName = HashMap.newHashMap(record.headers().size());
        record.headers().forEach(header -> byName.put(header.name(), header));
    }

    <T> T required(String name, Function<String, T> read) {
        return optional(name, read)
                .orElseThrow(() ->
                        new MalformedRecordException(name, "header '" + name + "' is required"));
    }

    <T> Optional<T> optional(String name, Function<String, T> read) {
        WireHeader header = byName.get(name);
        return header == null
                ? Optional.empty()
                : Optional.of(checked(name, () -> read.apply(header.text())));
    }

    /**
     * Runs what builds a value of headers and blames the named one when their values do not fit.
     */
    <T> T checked(String name, Supplier<T> build) {
        try {
            return build.get();
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException(
                    name, "header '" + name + "' is invalid: " + e.getMessage());
        }
    }
}
