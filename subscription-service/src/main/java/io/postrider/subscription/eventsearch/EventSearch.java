package io.postrider.subscription.eventsearch;

import io.postrider.model.DeliveryId;
import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.RecordPosition;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.eventsearch.EventArchive.Filter;
import io.postrider.subscription.eventsearch.EventArchive.Found;
import io.postrider.subscription.eventsearch.EventArchive.Listed;
import io.postrider.subscription.history.DeliveryArchive;
import io.postrider.subscription.history.DeliverySummary;
import io.postrider.subscription.quota.Quota;
import io.postrider.subscription.quota.UnderWay;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.webhook.Subscriptions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds events, and the deliveries of one. */
public final class EventSearch {

    /** Whose deliveries of an event are looked up: the newest ones of its tenant. */
    public static final int MOST_WEBHOOKS = 1_000;

    private final EventArchive events;
    private final Subscriptions subscriptions;
    private final DeliveryArchive deliveries;
    private final UnderWay underWay;

    public EventSearch(
            EventArchive events,
            Subscriptions subscriptions,
            DeliveryArchive deliveries,
            UnderWay underWay) {
        this.events = events;
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.underWay = underWay;
    }

    /**
     * Searches as {@link EventArchive#search} does.
     *
     * @throws RefusedException when as many searches are under way as the tenant's quota allows
     */
    public Found search(Filter filter, Map<Integer, Long> before, int limit) {
        try (UnderWay.Place _ = underWay.enter(filter.reach().tenant(), Quota.SEARCHES)) {
            return events.search(filter, before, limit);
        }
    }

    /**
     * One event.
     *
     * @param position where its record lies; without it the latest records are looked through
     * @throws RefusedException when it is not there, or as many searches are under way as the
     *     tenant's quota allows
     */
    public FannedOut get(Reach reach, EventId id, Optional<RecordPosition> position) {
        Event event;
        try (UnderWay.Place _ = underWay.enter(reach.tenant(), Quota.SEARCHES)) {
            event =
                    position.or(() -> latest(reach, id))
                            .flatMap(place -> events.read(reach, place))
                            .filter(found -> found.id().equals(id))
                            .orElseThrow(() -> RefusedException.notFound("event", id.value()));
        }
        return new FannedOut(event, deliveriesOf(event));
    }

    private Optional<RecordPosition> latest(Reach reach, EventId id) {
        Filter filter =
                new Filter(
                        reach,
                        Optional.of(id),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return events.search(filter, Map.of(), 1).events().stream()
                .map(Listed::position)
                .findFirst();
    }

    /** The id of a delivery follows from event and webhook, so no index by event is needed. */
    private List<DeliverySummary> deliveriesOf(Event event) {
        Reach reach = Reach.of(event.tenant());
        Set<DeliveryId> ids =
                subscriptions
                        .list(
                                new Subscriptions.Query(
                                        reach,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        MOST_WEBHOOKS))
                        .stream()
                        .map(webhook -> DeliveryId.of(event.source(), event.id(), webhook.id()))
                        .collect(Collectors.toUnmodifiableSet());
        return ids.isEmpty() ? List.of() : deliveries.findAll(reach, ids);
    }

    /** An event and its deliveries, the latest first. */
    public record FannedOut(Event event, List<DeliverySummary> deliveries) {

        public FannedOut {
            deliveries = List.copyOf(deliveries);
        }
    }
}
