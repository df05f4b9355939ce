package io.postrider.model.filter;

import io.postrider.model.Event;
import io.postrider.model.filter.EventValue.Elements;
import io.postrider.model.filter.EventValue.Literal;
import io.postrider.model.filter.EventValue.Members;
import io.postrider.model.filter.EventValue.Numeric;
import io.postrider.model.filter.EventValue.Text;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An event as filters see it: {@code {"id", "source", "type", "tenant", "time", "data"}}. Parsed
 * once, and only when there is a filter. An event without data has no {@code data} member, which
 * differs from one whose data is {@code null}. Not for use by several threads.
 */
public final class EventDocument {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final Supplier<Members> parse;
    private final Steps steps = new Steps(FilterLimits.MAX_STEPS_PER_EVENT);
    private @Nullable Members root;

    private EventDocument(Supplier<Members> parse) {
        this.parse = parse;
    }

    public static EventDocument of(Event event) {
        return new EventDocument(() -> members(event));
    }

    /**
     * A sample that looks like an event.
     *
     * @throws IllegalArgumentException when the text is not a JSON object
     */
    public static EventDocument parse(String json) {
        EventValue value = value(FACTORY.createParser(ObjectReadContext.empty(), json));
        if (!(value instanceof Members members)) {
            throw new IllegalArgumentException("an event must be a JSON object");
        }
        return new EventDocument(() -> members);
    }

    private static Members members(Event event) {
        Map<String, EventValue> members = HashMap.newHashMap(6);
        members.put("id", new Text(event.id().value()));
        event.source().ifPresent(source -> members.put("source", new Text(source)));
        members.put("type", new Text(event.type().value()));
        members.put("tenant", new Text(event.tenant().value()));
        members.put("time", new Text(event.time().toString()));
        if (event.hasData()) {
            members.put(
                    "data",
                    value(FACTORY.createParser(ObjectReadContext.empty(), event.data().bytes())));
        }
        return new Members(members, false);
    }

    private static EventValue value(JsonParser open) {
        try (JsonParser parser = open) {
            return value(parser, parser.nextToken());
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "the event is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The depth is bounded by the parser. */
    private static EventValue value(JsonParser parser, @Nullable JsonToken token) {
        if (token == null) {
            throw new IllegalArgumentException("the event is not valid JSON: it is empty");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new Text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeric(parser.getString());
            case VALUE_TRUE -> Literal.TRUE;
            case VALUE_FALSE -> Literal.FALSE;
            case VALUE_NULL -> Literal.NULL;
            case END_ARRAY, END_OBJECT, NOT_AVAILABLE, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("no value begins with " + token);
        };
    }

    private static Members object(JsonParser parser) {
        Map<String, EventValue> members = new HashMap<>();
        boolean dotted = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            dotted |= name.indexOf('.') >= 0;
            members.put(name, value(parser, parser.nextToken()));
        }
        return new Members(members, dotted);
    }

    private static Elements array(JsonParser parser) {
        List<EventValue> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return new Elements(elements);
    }

    /**
     * The document.
     *
     * @throws IllegalArgumentException when the event's data is not JSON
     */
    Members root() {
        Members parsed = root;
        if (parsed == null) {
            parsed = parse.get();
            root = parsed;
        }
        return parsed;
    }

    /** The steps left for all filters of this event. */
    Steps steps() {
        return steps;
    }
}
