package io.postrider.subscription.rest;

import io.postrider.model.filter.EventDocument;
import io.postrider.model.filter.Filter;
import io.postrider.model.filter.FilterLimits;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.refusal.FieldErrors;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.Optional;

/** Filters, tried out before a webhook has them. */
@RestController
@RequestMapping("/api/v1/filters")
class FiltersController {

    private static final String FILTER = "filter";
    private static final String EVENT = "event";

    record Answer(boolean matches) {}

    @Needs(Scope.WEBHOOKS_READ)
    @PostMapping(path = "/test", consumes = MediaType.APPLICATION_JSON_VALUE)
    Answer test(HttpServletRequest request) throws IOException {
        FieldErrors errors = new FieldErrors();
        RequestFields fields =
                new RequestFields(
                        RequestBodies.object(request), FieldNames.of(FILTER, EVENT), "", errors);
        fields.require(FILTER);
        fields.require(EVENT);
        Optional<Filter> filter =
                fields.object(FILTER)
                        .map(JsonNode::toString)
                        .flatMap(json -> errors.check(FILTER, () -> Filter.compile(json)));
        Optional<ObjectNode> event = fields.object(EVENT);
        event.ifPresent(object ->
                new RequestFields(object, FieldNames.orNull(Filter.MEMBERS), EVENT + ".", errors));
        errors.refuseIfAny();
        EventDocument document =
                EventDocument.parse(event.orElseThrow(IllegalStateException::new).toString());
        return switch (filter.orElseThrow(IllegalStateException::new).match(document)) {
            case MATCH -> new Answer(true);
            case NO_MATCH -> new Answer(false);
            case TOO_COSTLY -> {
                errors.add(
                        FILTER,
                        "filter takes more than %d steps on this event; shorten the filter or the event"
                                .formatted(FilterLimits.MAX_STEPS));
                errors.refuseIfAny();
                throw new IllegalStateException("an error was added");
            }
        };
    }
}
