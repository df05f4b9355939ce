package io.postrider.subscription.rest;

import io.postrider.model.EventType;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.eventtype.EventTypeService;
import io.postrider.subscription.eventtype.RegisteredType;
import io.postrider.subscription.rest.EventTypeReader.Named;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Event types: registered, described, removed. */
@RestController
@RequestMapping(EventTypesController.PATH)
class EventTypesController {

    static final String PATH = "/api/v1/event-types";

    private final EventTypeService types;

    EventTypesController(EventTypeService types) {
        this.types = types;
    }

    @Needs(value = Scope.ADMIN, operator = true)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<EventTypeView> register(Caller caller, HttpServletRequest request)
            throws IOException {
        Named named = EventTypeReader.named(RequestBodies.object(request));
        RegisteredType type = types.register(caller, named.name(), named.about());
        String segment = UriUtils.encodePathSegment(type.name().value(), StandardCharsets.UTF_8);
        return ResponseEntity.created(URI.create(PATH + "/" + segment))
                .body(EventTypeView.of(type));
    }

    @Needs(Scope.WEBHOOKS_READ)
    @GetMapping
    Page<EventTypeView> list(
            @RequestParam Optional<String> cursor, @RequestParam Optional<String> limit) {
        int count = Page.limit(limit);
        return Page.of(
                types.list(Page.mark(cursor, EventType::new), count + 1),
                count,
                EventTypeView::of,
                type -> List.of(type.name().value()));
    }

    @Needs(Scope.WEBHOOKS_READ)
    @GetMapping("/{name}")
    EventTypeView get(@PathVariable String name) {
        return EventTypeView.of(types.get(nameOf(name)));
    }

    /** Registers the type, or says all there is to say of it anew. */
    @Needs(value = Scope.ADMIN, operator = true)
    @PutMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    EventTypeView put(Caller caller, @PathVariable String name, HttpServletRequest request)
            throws IOException {
        EventType type = Parameters.read("name", Optional.of(name), EventType::new).orElseThrow();
        return EventTypeView.of(
                types.put(
                        caller,
                        type,
                        EventTypeReader.about(RequestBodies.object(request), viewOf(type))));
    }

    @Needs(value = Scope.ADMIN, operator = true)
    @PatchMapping(
            path = "/{name}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    EventTypeView change(Caller caller, @PathVariable String name, HttpServletRequest request)
            throws IOException {
        EventType type = nameOf(name);
        return EventTypeView.of(
                types.change(
                        caller,
                        type,
                        EventTypeReader.change(RequestBodies.object(request), viewOf(type))));
    }

    @Needs(value = Scope.ADMIN, operator = true)
    @DeleteMapping("/{name}")
    ResponseEntity<Void> remove(Caller caller, @PathVariable String name) {
        types.remove(caller, nameOf(name));
        return ResponseEntity.noContent().build();
    }

    private Optional<EventTypeView> viewOf(EventType type) {
        return types.find(type).map(EventTypeView::of);
    }

    private static EventType nameOf(String name) {
        return Parameters.id("event type", name, () -> new EventType(name));
    }
}
