package io.postrider.subscription.rest;

import io.postrider.model.EventSelection;
import io.postrider.model.EventTypePattern;
import io.postrider.model.filter.Filter;
import io.postrider.subscription.refusal.FieldErrors;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what callers say of the events that a webhook gets. */
final class SelectionReader {

    private static final String EVENTS = "events";
    private static final String FILTER = "filter";

    static final FieldNames NAMES = FieldNames.of(EVENTS).and(FieldNames.orNull(FILTER));

    private final RequestFields fields;
    private final FieldErrors errors;

    SelectionReader(RequestFields fields, FieldErrors errors) {
        this.fields = fields;
        this.errors = errors;
    }

    Optional<Set<EventTypePattern>> types() {
        Optional<List<String>> given = fields.texts(EVENTS);
        if (given.isPresent() && given.get().isEmpty()) {
            errors.add(EVENTS, "events must name at least one event type");
        }
        return given.flatMap(texts -> errors.check(EVENTS, () -> withinLimit(texts)))
                .map(this::patterns)
                .filter(patterns -> !patterns.isEmpty());
    }

    private static List<String> withinLimit(List<String> texts) {
        EventSelection.requireAllowed(texts.size());
        return texts;
    }

    private Set<EventTypePattern> patterns(List<String> texts) {
        Set<EventTypePattern> patterns = new LinkedHashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            errors.check("events[%d]".formatted(i), () -> new EventTypePattern(text))
                    .ifPresent(patterns::add);
        }
        return patterns;
    }

    Optional<String> filter() {
        return fields.object(FILTER)
                .map(JsonNode::toString)
                .flatMap(json -> errors.check(FILTER, () -> checked(json)));
    }

    private static String checked(String json) {
        var _ = Filter.compile(json);
        return json;
    }
}
