package io.postrider.subscription.rest;

import io.postrider.model.DeliveryId;
import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.deadletter.Redelivery;
import io.postrider.subscription.history.DeliveryHistory;
import io.postrider.subscription.history.DeliverySummary;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.rest.DeadLettersController.ReplayView;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Deliveries sent out once more. */
@RestController
@RequestMapping("/api/v1")
class RetryController {

    private final Redelivery redelivery;
    private final DeliveryHistory history;

    RetryController(Redelivery redelivery, DeliveryHistory history) {
        this.redelivery = redelivery;
        this.history = history;
    }

    @Needs(Scope.DELIVERIES_RETRY)
    @PostMapping("/deliveries/{delivery}/retry")
    ResponseEntity<ReplayView> retry(Caller caller, @PathVariable String delivery) {
        return answer(redelivery.retry(caller, idOf(delivery)));
    }

    /** Only a delivery to that webhook. */
    @Needs(Scope.DELIVERIES_RETRY)
    @PostMapping("/webhooks/{id}/deliveries/{delivery}/retry")
    ResponseEntity<ReplayView> retry(
            Caller caller, @PathVariable String id, @PathVariable String delivery) {
        SubscriptionId webhook = Parameters.id("webhook", id, () -> new SubscriptionId(id));
        DeliveryId wanted = idOf(delivery);
        if (!history.find(caller.reach(), wanted).ref().subscription().equals(webhook)) {
            throw RefusedException.notFound("delivery", delivery);
        }
        return answer(redelivery.retry(caller, wanted));
    }

    private static DeliveryId idOf(String id) {
        return Parameters.id("delivery", id, () -> new DeliveryId(id));
    }

    private static ResponseEntity<ReplayView> answer(DeliverySummary before) {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .body(
                        new ReplayView(
                                before.ref().id().value(),
                                before.ref().subscription().value(),
                                "pending",
                                before.standing().replays() + 1));
    }
}
