package io.postrider.model.wire;

import io.postrider.model.Payload;
import io.postrider.model.RecordPosition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records that could not be read, as they rest in {@code events.invalid}: key, value and headers as
 * they came, and what was wrong in further headers.
 */
public final class InvalidRecordCodec {

    public static final String REASON = "postrider-invalid-reason";
    public static final String SOURCE_TOPIC = "postrider-invalid-topic";
    public static final String SOURCE_POSITION = "postrider-invalid-position";
    public static final String FOUND_AT = "postrider-invalid-at";

    /** Present when the value was cut: its length, in bytes, as received. */
    public static final String ORIGINAL_LENGTH = "postrider-invalid-original-length";

    /** A longer value, or longer headers, are cut; the record itself stays in its source topic. */
    public static final int LONGEST_VALUE = 64 * 1024;

    private InvalidRecordCodec() {}

    public static WireRecord encode(
            WireRecord record, String reason, String topic, RecordPosition position, Instant at) {
        List<WireHeader> headers = new ArrayList<>();
        int headerBytes = 0;
        for (WireHeader header : record.headers()) {
            headerBytes += header.name().length() + header.value().length;
            if (headerBytes <= LONGEST_VALUE) {
                headers.add(header);
            }
        }
        headers.add(new WireHeader(REASON, reason));
        headers.add(new WireHeader(SOURCE_TOPIC, topic));
        headers.add(new WireHeader(SOURCE_POSITION, position.toString()));
        headers.add(new WireHeader(FOUND_AT, Long.toString(at.toEpochMilli())));
        record.value()
                .filter(value -> value.length() > LONGEST_VALUE)
                .ifPresent(value ->
                        headers.add(
                                new WireHeader(ORIGINAL_LENGTH, Integer.toString(value.length()))));
        return new WireRecord(
                record.key().map(InvalidRecordCodec::cut),
                headers,
                record.value().map(InvalidRecordCodec::cut));
    }

    private static Payload cut(Payload value) {
        return value.length() <= LONGEST_VALUE
                ? value
                : Payload.of(Arrays.copyOf(value.bytes(), LONGEST_VALUE));
    }
}
