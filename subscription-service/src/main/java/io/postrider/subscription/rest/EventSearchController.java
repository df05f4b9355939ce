package io.postrider.subscription.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;

import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.RecordPosition;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.eventsearch.EventArchive.Filter;
import io.postrider.subscription.eventsearch.EventArchive.Found;
import io.postrider.subscription.eventsearch.EventSearch;
import io.postrider.subscription.eventsearch.EventSearch.FannedOut;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Events that Kafka still has, and the deliveries of each. */
@RestController
@RequestMapping("/api/v1/events")
class EventSearchController {

    private final EventSearch events;

    EventSearchController(EventSearch events) {
        this.events = events;
    }

    record EventPage(
            List<ListedEventView> data,
            @Nullable String nextCursor,
            @Nullable Instant searchedTo) {}

    /** An event with its data, byte for byte where it is JSON, and its deliveries. */
    record EventDetailView(
            String id,
            @Nullable String source,
            String type,
            String tenant,
            Instant time,
            @JsonRawValue String data,
            List<DeliveryView> deliveries) {

        static EventDetailView of(FannedOut found) {
            Event event = found.event();
            return new EventDetailView(
                    event.id().value(),
                    event.source().orElse(null),
                    event.type().value(),
                    event.tenant().value(),
                    event.time(),
                    event.data().text(),
                    found.deliveries().stream().map(DeliveryView::of).toList());
        }
    }

    @Needs(Scope.DELIVERIES_READ)
    @GetMapping
    EventPage search(
            Caller caller,
            @RequestParam Optional<String> tenant,
            @RequestParam("event_id") Optional<String> id,
            @RequestParam("event_type") Optional<String> eventType,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            @RequestParam Optional<String> cursor,
            @RequestParam Optional<String> limit) {
        int count = Page.limit(limit);
        Filter filter =
                new Filter(
                        caller.reach().narrowed(Parameters.read("tenant", tenant, TenantId::new)),
                        Parameters.read("event_id", id, EventId::new),
                        Parameters.read("event_type", eventType, EventType::new),
                        Parameters.read("from", from, text -> Parameters.time("from", text)),
                        Parameters.read("to", to, text -> Parameters.time("to", text)));
        Found found = events.search(filter, EventPlaces.offsets(cursor), count);
        return new EventPage(
                found.events().stream().map(ListedEventView::of).toList(),
                found.next().isEmpty() ? null : EventPlaces.cursor(found.next()),
                found.searchedTo().orElse(null));
    }

    @Needs(Scope.DELIVERIES_READ)
    @GetMapping("/{event}")
    EventDetailView get(
            Caller caller, @PathVariable String event, @RequestParam Optional<String> position) {
        Optional<RecordPosition> place =
                Parameters.read("position", position, EventPlaces::position);
        EventId id = Parameters.id("event", event, () -> new EventId(event));
        return EventDetailView.of(events.get(caller.reach(), id, place));
    }
}
