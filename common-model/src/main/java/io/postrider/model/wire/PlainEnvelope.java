package io.postrider.model.wire;

import io.postrider.model.Event;
import io.postrider.model.Payload;
import io.postrider.model.wire.EventFields.Absent;

import tools.jackson.core.JsonToken;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The plain envelope {@code {"id", "type", "tenant", "time", "source", "data"}}. */
final class PlainEnvelope {

    private static final List<String> FIELDS =
            List.of("id", "type", "tenant", "time", "source", "data");

    private PlainEnvelope() {}

    static Event read(Map<String, JsonScanner.Value> members, Absent absent) {
        for (String name : members.keySet()) {
            if (!FIELDS.contains(name)) {
                throw new MalformedRecordException(
                        name,
                        "'%s' is not a field of an event; allowed are %s"
                                .formatted(name, String.join(", ", FIELDS)));
            }
        }
        Payload data =
                Optional.ofNullable(members.get("data"))
                        .map(JsonScanner.Value::bytes)
                        .orElse(Event.NO_DATA);
        return new EventFields(text(members), absent).toEventOrNew(data);
    }

    /** Looks string members up; null counts as absent. */
    static Function<String, Optional<String>> text(Map<String, JsonScanner.Value> members) {
        return name ->
                Optional.ofNullable(members.get(name))
                        .filter(value -> value.token() != JsonToken.VALUE_NULL)
                        .map(value -> string(name, value));
    }

    private static String string(String name, JsonScanner.Value value) {
        if (value.token() != JsonToken.VALUE_STRING) {
            throw new MalformedRecordException(name, "'" + name + "' must be a string");
        }
        return value.text();
    }

    static Payload write(Event event) {
        JsonBytes json = new JsonBytes(event.data().length() + 256);
        json.raw("{\"id\":").string(event.id().value());
        event.source().ifPresent(source -> json.raw(",\"source\":").string(source));
        json.raw(",\"type\":").string(event.type().value());
        json.raw(",\"tenant\":").string(event.tenant().value());
        json.raw(",\"time\":").string(Timestamps.format(event.time()));
        if (event.hasData()) {
            json.raw(",\"data\":").raw(event.data().bytes());
        }
        return json.raw("}").toPayload();
    }
}
