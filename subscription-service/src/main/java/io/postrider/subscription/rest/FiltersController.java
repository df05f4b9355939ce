package io.postrider.subscription.rest;

import io.postrider.subscription.access.Scope;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.webhook.ContentPattern;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Filters, tried out before a webhook has them. */
@RestController
@RequestMapping("/api/v1/filters")
class FiltersController {

    private static final String FILTER = "filter";
    private static final String EVENT = "event";

    record Verdict(boolean matches) {}

    @Needs(Scope.WEBHOOKS_READ)
    @PostMapping(path = "/test", consumes = MediaType.APPLICATION_JSON_VALUE)
    Verdict test(HttpServletRequest request) throws IOException {
        FieldErrors errors = new FieldErrors();
        RequestFields fields =
                new RequestFields(
                        RequestBodies.object(request), List.of(FILTER, EVENT), "", errors);
        require(fields, FILTER, errors);
        require(fields, EVENT, errors);
        Optional<String> filter =
                fields.object(FILTER)
                        .map(JsonNode::toString)
                        .flatMap(json -> errors.check(FILTER, () -> ContentPattern.checked(json)));
        Optional<ObjectNode> event = fields.object(EVENT);
        event.ifPresent(
                object -> new RequestFields(object, ContentPattern.members(), EVENT + ".", errors));
        errors.refuseIfAny();
        return new Verdict(
                ContentPattern.matches(
                        filter.orElseThrow(IllegalStateException::new),
                        event.orElseThrow(IllegalStateException::new).toString()));
    }

    private static void require(RequestFields fields, String name, FieldErrors errors) {
        if (fields.value(name).isEmpty()) {
            errors.add(name, "'%s' is required".formatted(name));
        }
    }
}
