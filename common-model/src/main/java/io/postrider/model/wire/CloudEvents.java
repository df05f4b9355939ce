package io.postrider.model.wire;

import io.postrider.model.Event;
import io.postrider.model.Payload;
import io.postrider.model.wire.EventFields.Absent;

import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * CloudEvents 1.0 (JSON event format; Kafka protocol binding). The extension attribute {@code
 * tenant} names the tenant. Data that is not JSON reaches receivers as a JSON string: text as it
 * is, decoded by the charset of its content type, anything else in base64.
 */
final class CloudEvents {

    /** In front of each attribute's header in binary mode. */
    static final String PREFIX = "ce_";

    private static final String SPEC_VERSION = "1.0";
    private static final String DATA_CONTENT_TYPE = "datacontenttype";

    private CloudEvents() {}

    static Event structured(Map<String, JsonScanner.Value> members, Absent absent) {
        Function<String, Optional<String>> text = PlainEnvelope.text(members);
        checkAttributes(text);
        if (members.containsKey("data") && members.containsKey("data_base64")) {
            throw new MalformedRecordException(
                    "data_base64", "an event has 'data' or 'data_base64', not both");
        }
        String contentType = text.apply(DATA_CONTENT_TYPE).orElse(EventCodec.JSON);
        Optional<Payload> binary =
                text.apply("data_base64")
                        .map(base64 -> fromBytes(decode(base64), contentType, DATA_CONTENT_TYPE));
        Payload data =
                binary.orElseGet(() ->
                        Optional.ofNullable(members.get("data"))
                                .map(JsonScanner.Value::bytes)
                                .orElse(Event.NO_DATA));
        return new EventFields(text, absent).toEvent(data);
    }

    static Event binary(WireRecord record, Absent absent) {
        Function<String, Optional<String>> header = name -> attribute(record, PREFIX + name);
        checkAttributes(header);
        String contentType = record.header(EventCodec.CONTENT_TYPE).orElse(EventCodec.JSON);
        Payload data =
                record.value()
                        .filter(value -> value.length() > 0)
                        .map(value ->
                                fromBytes(value.bytes(), contentType, EventCodec.CONTENT_TYPE))
                        .orElse(Event.NO_DATA);
        return new EventFields(header, absent).toEvent(data);
    }

    /** Whether headers hold its attributes. */
    static boolean isBinary(WireRecord record) {
        return record.headers().stream().anyMatch(header -> header.name().startsWith(PREFIX));
    }

    private static Optional<String> attribute(WireRecord record, String name) {
        try {
            return record.utf8Header(name);
        } catch (CharacterCodingException e) {
            var malformed = new MalformedRecordException(name, "'" + name + "' must be UTF-8");
            malformed.initCause(e);
            throw malformed;
        }
    }

    private static void checkAttributes(Function<String, Optional<String>> attribute) {
        Optional<String> version = attribute.apply("specversion");
        if (!version.equals(Optional.of(SPEC_VERSION))) {
            throw new MalformedRecordException(
                    "specversion",
                    "specversion must be 1.0"
                            + version.map(given -> ", not " + given).orElse("; it is missing"));
        }
        if (attribute.apply("source").isEmpty()) {
            throw new MalformedRecordException("source", "'source' is required");
        }
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            var malformed = new MalformedRecordException("data_base64", "must be base64");
            malformed.initCause(e);
            throw malformed;
        }
    }

    /**
     * The data as JSON.
     *
     * @param field that the content type stood in, for errors
     */
    private static Payload fromBytes(byte[] data, String contentType, String field) {
        String mediaType = EventCodec.mediaType(contentType);
        if (mediaType.endsWith("/json") || mediaType.endsWith("+json")) {
            try {
                return JsonScanner.whole(data);
            } catch (MalformedRecordException e) {
                throw new MalformedRecordException("data", "data " + e.getMessage());
            }
        }
        String text =
                mediaType.startsWith("text/")
                        ? TextCharset.of(contentType, field).decode(data)
                        : Base64.getEncoder().encodeToString(data);
        return new JsonBytes(text.length() + 16).string(text).toPayload();
    }
}
