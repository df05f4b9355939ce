package io.postrider.subscription.rest;

import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.pipeline.WorkerBook;
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
        SubscriptionId webhook = WebhooksController.idOf(id);
        SubscriptionId known = webhooks.get(caller.reach(), webhook).id();
        return book.find(known).map(LaneView::of).orElseGet(() -> LaneView.healthy(known));
    }
}
