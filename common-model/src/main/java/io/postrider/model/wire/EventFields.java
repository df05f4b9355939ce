package io.postrider.model.wire;

import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.Payload;
import io.postrider.model.TenantId;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The attributes of an event as text, wherever they stood, and the rules that make an event of
 * them.
 */
final class EventFields {

    private final Function<String, Optional<String>> attribute;

    EventFields(Function<String, Optional<String>> attribute) {
        this.attribute = attribute;
    }

    Event toEvent(Payload data, Instant receivedAt) {
        return toEvent(data, receivedAt, required("id", EventId::new));
    }

    /** The event under its own id or, where it has none, the one that is given. */
    Event toEvent(Payload data, Instant receivedAt, Supplier<EventId> idIfAbsent) {
        return toEvent(data, receivedAt, optional("id", EventId::new).orElseGet(idIfAbsent));
    }

    private Event toEvent(Payload data, Instant receivedAt, EventId id) {
        return new Event(
                id,
                optional("source", Function.identity()),
                required("type", EventType::new),
                optional("tenant", TenantId::new).orElse(TenantId.DEFAULT),
                optional("time", Timestamps::parse).orElse(receivedAt),
                data);
    }

    private <T> T required(String name, Function<String, T> read) {
        return optional(name, read)
                .orElseThrow(
                        () -> new MalformedRecordException(name, "'" + name + "' is required"));
    }

    private <T> Optional<T> optional(String name, Function<String, T> read) {
        return attribute.apply(name).map(text -> checked(name, text, read));
    }

    private static <T> T checked(String name, String text, Function<String, T> read) {
        try {
            return read.apply(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException(name, String.valueOf(e.getMessage()));
        }
    }
}
