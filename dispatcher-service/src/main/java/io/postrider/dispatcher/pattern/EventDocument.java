package io.postrider.dispatcher.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.postrider.model.Event;
import io.postrider.model.Payload;
import io.postrider.model.wire.EventCodec;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;

/** An event as content patterns see it; parsed once, and only when there is one to see it. */
public final class EventDocument {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Event event;
    private @Nullable JsonNode tree;

    public EventDocument(Event event) {
        this.event = event;
    }

    JsonNode tree() {
        JsonNode parsed = tree;
        if (parsed == null) {
            parsed = parse();
            tree = parsed;
        }
        return parsed;
    }

    private JsonNode parse() {
        byte[] json = EventCodec.encode(event).value().map(Payload::bytes).orElseThrow();
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("content patterns cannot read the event", e);
        }
    }
}
