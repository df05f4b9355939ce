package io.postrider.model.wire;

import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.Payload;
import io.postrider.model.TenantId;
import io.postrider.model.wire.EventFields.Absent;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Events as producers write them: CloudEvents 1.0 in structured mode, in binary mode, or the plain
 * envelope {@code {"id", "type", "tenant", "time", "source", "data"}}. The content type {@value
 * #CLOUDEVENTS_JSON} says structured, whatever headers there are; any other one beside headers of
 * attributes says binary. A record with neither is structured when it has a {@code specversion} and
 * plain otherwise.
 */
public final class EventCodec {

    public static final String CONTENT_TYPE = "content-type";
    public static final String JSON = "application/json";
    public static final String CLOUDEVENTS_JSON = "application/cloudevents+json";

    /** The headers of a record whose value is JSON. */
    static final List<WireHeader> JSON_HEADERS = List.of(new WireHeader(CONTENT_TYPE, JSON));

    private EventCodec() {}

    /**
     * Reads an event.
     *
     * @param receivedAt stands for the time of an event that has none
     * @throws MalformedRecordException saying which field or header is wrong and what is allowed
     */
    public static Event decode(WireRecord record, Instant receivedAt) {
        return decode(record, new Absent(Optional.empty(), TenantId.DEFAULT, receivedAt));
    }

    /**
     * Reads an event that may come without an id, if it is a plain envelope.
     *
     * @param receivedAt stands for the time of an event that has none
     * @throws MalformedRecordException saying which field or header is wrong and what is allowed
     */
    public static Event decode(
            WireRecord record, Instant receivedAt, Supplier<EventId> idIfAbsent) {
        return decode(record, receivedAt, idIfAbsent, TenantId.DEFAULT);
    }

    /**
     * Reads an event that may come without an id, if it is a plain envelope.
     *
     * @param receivedAt stands for the time of an event that has none
     * @param tenantIfAbsent whose it is when it does not say so
     * @throws MalformedRecordException saying which field or header is wrong and what is allowed
     */
    public static Event decode(
            WireRecord record,
            Instant receivedAt,
            Supplier<EventId> idIfAbsent,
            TenantId tenantIfAbsent) {
        return decode(record, new Absent(Optional.of(idIfAbsent), tenantIfAbsent, receivedAt));
    }

    private static Event decode(WireRecord record, Absent absent) {
        String contentType = record.header(CONTENT_TYPE).map(EventCodec::mediaType).orElse(JSON);
        if (!contentType.equals(CLOUDEVENTS_JSON) && CloudEvents.isBinary(record)) {
            return CloudEvents.binary(record, absent);
        }
        if (!contentType.equals(JSON) && !contentType.equals(CLOUDEVENTS_JSON)) {
            throw new MalformedRecordException(
                    CONTENT_TYPE,
                    "content-type '%s' is not supported; allowed are %s, %s, and any with ce_ headers"
                            .formatted(contentType, JSON, CLOUDEVENTS_JSON));
        }
        byte[] body = body(record);
        Map<String, JsonScanner.Value> members = JsonScanner.members(body);
        boolean structured =
                contentType.equals(CLOUDEVENTS_JSON) || members.containsKey("specversion");
        return structured
                ? CloudEvents.structured(members, absent)
                : PlainEnvelope.read(members, absent);
    }

    /** Writes an event in the plain envelope, its data byte for byte. */
    public static WireRecord encode(Event event) {
        return WireRecord.of(event.tenant().value(), JSON_HEADERS, PlainEnvelope.write(event));
    }

    static byte[] body(WireRecord record) {
        return record.value()
                .map(Payload::bytes)
                .filter(bytes -> bytes.length > 0)
                .orElseThrow(() -> new MalformedRecordException("the record has no value"));
    }

    /** The media type without its parameters. */
    public static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
