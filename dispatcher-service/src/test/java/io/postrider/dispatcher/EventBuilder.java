package io.postrider.dispatcher;

import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.Payload;
import io.postrider.model.TenantId;

import java.time.Instant;
import java.util.Optional;

/** An event of the default tenant without data, until said otherwise. */
public final class EventBuilder {

    private final EventType type;
    private TenantId tenant = TenantId.DEFAULT;
    private Optional<String> source = Optional.empty();
    private String data = "null";

    private EventBuilder(String type) {
        this.type = new EventType(type);
    }

    public static EventBuilder anEvent(String type) {
        return new EventBuilder(type);
    }

    public EventBuilder of(String owner) {
        tenant = new TenantId(owner);
        return this;
    }

    public EventBuilder from(String context) {
        source = Optional.of(context);
        return this;
    }

    public EventBuilder with(String json) {
        data = json;
        return this;
    }

    public Event event() {
        return new Event(
                new EventId("evt-1"),
                source,
                type,
                tenant,
                Instant.parse("2026-01-31T12:00:00Z"),
                Payload.of(data));
    }
}
