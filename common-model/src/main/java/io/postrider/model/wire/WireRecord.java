package io.postrider.model.wire;

import io.postrider.model.Payload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

    /**
     * The text of the last header of the name.
     *
     * @throws CharacterCodingException when its bytes are not UTF-8
     */
    Optional<String> utf8Header(String name) throws CharacterCodingException {
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).name().equals(name)) {
                ByteBuffer bytes = ByteBuffer.wrap(headers.get(i).value());
                return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
            }
        }
        return Optional.empty();
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
