package io.postrider.model.wire;

import io.postrider.model.Event;
import io.postrider.model.Payload;
import io.postrider.model.wire.EventFields.Absent;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * CloudEvents 1.0 (JSON event format; Kafka protocol binding). The extension attribute {@code
 * tenant} names the tenant. Data that is not JSON reaches receivers as a JSON string: text as it
 * is, anything else in base64.
 */
final class CloudEvents {

    /** In front of each attribute's header in binary mode. */
    static final String PREFIX = "ce_";

    private static final String SPEC_VERSION = "1.0";

    private CloudEvents() {}

    static Event structured(Map<String, JsonScanner.Value> members, Absent absent) {
        Function<String, Optional<String>> text = PlainEnvelope.text(members);
        checkAttributes(text);
        if (members.containsKey("data") && members.containsKey("data_base64")) {
            throw new MalformedRecordException(
                    "data_base64", "an event has 'data' or 'data_base64', not both");
        }
        String contentType =
                text.apply("datacontenttype").map(EventCodec::mediaType).orElse(EventCodec.JSON);
        Optional<Payload> binary =
                text.apply("data_base64").map(base64 -> fromBytes(decode(base64), contentType));
        Payload data =
                binary.orElseGet(() ->
                        Optional.ofNullable(members.get("data"))
                                .map(JsonScanner.Value::bytes)
                                .orElse(Event.NO_DATA));
        return new EventFields(text, absent).toEvent(data);
    }

    static Event binary(WireRecord record, Absent absent) {
        Function<String, Optional<String>> header = name -> record.header(PREFIX + name);
        checkAttributes(header);
        String contentType =
                record.header(EventCodec.CONTENT_TYPE)
                        .map(EventCodec::mediaType)
                        .orElse(EventCodec.JSON);
        Payload data =
                record.value()
                        .filter(value -> value.length() > 0)
                        .map(value -> fromBytes(value.bytes(), contentType))
                        .orElse(Event.NO_DATA);
        return new EventFields(header, absent).toEvent(data);
    }

    private static void checkAttributes(Function<String, Optional<String>> attribute) {
        Optional<String> version = attribute.apply("specversion");
        if (!version.equals(Optional.of(SPEC_VERSION))) {
            throw new MalformedRecordException(
                    "specversion",
                    "specversion must be 1.0" + version.map(given -> ", not " + given).orElse(""));
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

    private static Payload fromBytes(byte[] data, String contentType) {
        if (contentType.endsWith("/json") || contentType.endsWith("+json")) {
            try {
                return JsonScanner.whole(data);
            } catch (MalformedRecordException e) {
                throw new MalformedRecordException("data", "data " + e.getMessage());
            }
        }
        String text =
                contentType.startsWith("text/")
                        ? text(data)
                        : Base64.getEncoder().encodeToString(data);
        return new JsonBytes(text.length() + 16).string(text).toPayload();
    }

    private static String text(byte[] data) {
        try {
            return Utf8.decode(data);
        } catch (MalformedRecordException e) {
            throw new MalformedRecordException("data", "data " + e.getMessage());
        }
    }
}
