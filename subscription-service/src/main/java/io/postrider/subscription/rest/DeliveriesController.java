package io.postrider.subscription.rest;

import io.postrider.model.DeliveryId;
import io.postrider.model.EventType;
import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.history.DeliveryArchive.Filter;
import io.postrider.subscription.history.DeliveryArchive.Slice;
import io.postrider.subscription.history.DeliveryHistory;
import io.postrider.subscription.history.DeliveryKey;
import io.postrider.subscription.history.DeliveryState;
import io.postrider.subscription.history.DeliverySummary;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.webhook.SubscriptionService;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Optional;

/** What became of deliveries. */
@RestController
@RequestMapping("/api/v1")
class DeliveriesController {

    private static final int LAST_PAGE = 10_000;

    private final DeliveryHistory history;
    private final SubscriptionService webhooks;

    DeliveriesController(DeliveryHistory history, SubscriptionService webhooks) {
        this.history = history;
        this.webhooks = webhooks;
    }

    /** A page by number: it shifts while deliveries are made, which one by cursor does not. */
    record NumberedPage(List<DeliveryView> data, int page, int limit, long total) {}

    @Needs(Scope.DELIVERIES_READ)
    @GetMapping("/webhooks/{id}/deliveries")
    Object list(
            Caller caller,
            @PathVariable String id,
            @RequestParam Optional<String> state,
            @RequestParam Optional<String> status,
            @RequestParam("event_type") Optional<String> eventType,
            @RequestParam Optional<String> cursor,
            @RequestParam Optional<String> page,
            @RequestParam Optional<String> limit) {
        SubscriptionId webhook = Parameters.id("webhook", id, () -> new SubscriptionId(id));
        int count = Page.limit(limit);
        Filter filter =
                new Filter(
                        caller.reach(),
                        webhook,
                        Parameters.read("state", state, DeliveryState::ofCode)
                                .or(() -> Parameters.read("status", status, DeliveryState::ofCode)),
                        Parameters.read("event_type", eventType, EventType::new));
        if (page.isPresent() && cursor.isPresent()) {
            throw RefusedException.parameter("page", "page and cursor exclude each other");
        }
        Optional<DeliveryKey> before = Page.mark(cursor, 2, DeliveriesController::keyOf);
        Optional<Integer> number = page.map(text -> Page.number("page", text, LAST_PAGE));
        var _ = webhooks.get(caller.reach(), webhook);
        return number.<Object>map(wanted -> numbered(filter, wanted, count))
                .orElseGet(() -> following(filter, before, count));
    }

    private NumberedPage numbered(Filter filter, int page, int limit) {
        List<DeliverySummary> found =
                history.list(filter, new Slice.Skipping((long) (page - 1) * limit, limit));
        return new NumberedPage(
                found.stream().map(DeliveryView::of).toList(), page, limit, history.count(filter));
    }

    private Page<DeliveryView> following(Filter filter, Optional<DeliveryKey> before, int limit) {
        return Page.of(
                history.list(filter, new Slice.Before(before, limit + 1)),
                limit,
                DeliveryView::of,
                delivery ->
                        List.of(
                                delivery.ref().createdAt().toString(),
                                delivery.ref().id().value()));
    }

    private static DeliveryKey keyOf(List<String> mark) {
        return new DeliveryKey(Parameters.time("cursor", mark.get(0)), new DeliveryId(mark.get(1)));
    }

    @Needs(Scope.DELIVERIES_READ)
    @GetMapping("/deliveries/{id}")
    DeliveryDetailView get(Caller caller, @PathVariable String id) {
        return DeliveryDetailView.of(
                history.get(
                        caller.reach(), Parameters.id("delivery", id, () -> new DeliveryId(id))));
    }
}
