package io.postrider.subscription.rest;

import io.postrider.subscription.access.Scope;
import io.postrider.subscription.eventtype.EventTypeService;
import io.postrider.subscription.limit.LimitedAction;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Optional;

/** What events there are to subscribe to. */
@RestController
@RequestMapping(WebhookMounts.PATH + "/events")
class SupportedEventsController {

    private static final int MOST = 10_000;

    private final EventTypeService types;

    SupportedEventsController(EventTypeService types) {
        this.types = types;
    }

    record SupportedEvents(List<EventTypeView> data) {}

    @Needs(Scope.WEBHOOKS_READ)
    @Limited(LimitedAction.LIST_EVENTS)
    @GetMapping
    SupportedEvents list() {
        return new SupportedEvents(
                types.list(Optional.empty(), MOST).stream().map(EventTypeView::of).toList());
    }
}
