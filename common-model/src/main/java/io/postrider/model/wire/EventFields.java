package io.postrider.model.wire;

import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.Payload;
import io.postrider.model.SurrogatePairs;
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
    private final Absent absent;

    /**
     * What stands for attributes that an event does not have.
     *
     * @param id where an event may come without one
     */
    record Absent(Optional<Supplier<EventId>> id, TenantId tenant, Instant time) {}

    EventFields(Function<String, Optional<String>> attribute, Absent absent) {
        this.attribute = attribute;
        this.absent = absent;
    }

    Event toEvent(Payload data) {
        return toEvent(data, required("id", EventId::new));
    }

    /** The event, which may come without an id. */
    Event toEventOrNew(Payload data) {
        return absent.id().isEmpty()
                ? toEvent(data)
                : toEvent(data, optional("id", EventId::new).orElseGet(absent.id().get()));
    }

    private Event toEvent(Payload data, EventId id) {
        return new Event(
                id,
                optional("source", Event::checkedSource),
                required("type", EventType::new),
                optional("tenant", TenantId::new).orElse(absent.tenant()),
                optional("time", Timestamps::parse).orElse(absent.time()),
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
            SurrogatePairs.requireWhole(name, text);
            return read.apply(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException(name, String.valueOf(e.getMessage()));
        }
    }
}
