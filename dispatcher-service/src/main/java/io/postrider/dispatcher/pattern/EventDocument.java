package io.postrider.dispatcher.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.postrider.model.Event;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An event as content patterns see it; parsed once, and only when there is one to see it. */
public final class EventDocument {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Event event;
    private final Map<FieldPath, List<Leaf>> leaves = new HashMap<>();
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
        ObjectNode root = MAPPER.createObjectNode();
        root.put("id", event.id().value());
        event.source().ifPresent(source -> root.put("source", source));
        root.put("type", event.type().value());
        root.put("tenant", event.tenant().value());
        root.put("time", event.time().toString());
        try {
            root.set("data", MAPPER.readTree(event.data().bytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("content patterns cannot read the event", e);
        }
        return root;
    }

    /** The values of the field; looked for once, however many patterns ask for them. */
    List<Leaf> leaves(FieldPath path) {
        return leaves.computeIfAbsent(path, unseen -> unseen.leaves(tree()));
    }
}
