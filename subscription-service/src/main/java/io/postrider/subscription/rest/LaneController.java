package io.postrider.subscription.rest;

import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.pipeline.WorkerBook;
import io.postrider.subscription.webhook.Subscription;
import io.postrider.subscription.webhook.SubscriptionService;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether a webhook's deliveries are sent at once. */
@RestController
@RequestMapping("/api/v1/webhooks/{id}/lane")
class LaneController {

    private final SubscriptionService webhooks;
    private final WorkerBook book;

    LaneController(SubscriptionService webhooks, WorkerBook book) {
        this.webhooks = webhooks;
        this.book = book;
    }

    @Needs(Scope.DELIVERIES_READ)
    @GetMapping
    LaneView show(Caller caller, @PathVariable String id) {
        Subscription webhook = webhooks.get(caller.reach(), WebhooksController.idOf(id));
        LaneView lane =
                book.find(webhook.id())
                        .map(LaneView::of)
                        .orElseGet(() -> LaneView.healthy(webhook.id()));
        return webhook.activity().heldSince().map(lane::paused).orElse(lane);
    }
}
