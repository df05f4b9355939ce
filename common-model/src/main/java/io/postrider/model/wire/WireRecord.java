package io.postrider.model.wire;

import io.postrider.model.Payload;

import java.util.List;
import java.util.Optional;

/** A Kafka record without its place: key, headers, value. A value of none is a tombstone. */
public record WireRecord(Optional<Payload> key, List<WireHeader> headers, Optional<Payload> value) {

    public WireRecord {
        headers = List.copyOf(headers);
    }

    public static WireRecord of(String key, List<WireHeader> headers, Payload value) {
        return new WireRecord(Optional.of(Payload.of(key)), headers, Optional.of(value));
    }

    /** The text of the last header of the name, as Kafka reads repeated headers. */
    public Optional<String> header(String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).name().equals(name)) {
                return Optional.of(headers.get(i).text());
            }
        }
        return Optional.empty();
    }
}
