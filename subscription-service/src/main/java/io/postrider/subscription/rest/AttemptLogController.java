package io.postrider.subscription.rest;

import io.postrider.model.DeliveryId;
import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.history.AttemptLog;
import io.postrider.subscription.history.AttemptLog.LoggedAttempt;
import io.postrider.subscription.history.DeliveryDetail.Body;
import io.postrider.subscription.history.DeliveryHistory;
import io.postrider.subscription.history.DeliveryKey;
import io.postrider.subscription.webhook.SubscriptionService;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every attempt to a webhook, one row each. */
@RestController
@RequestMapping("/api/v1/webhooks/{id}/logs")
class AttemptLogController {

    private final DeliveryHistory history;
    private final SubscriptionService webhooks;

    AttemptLogController(DeliveryHistory history, SubscriptionService webhooks) {
        this.history = history;
        this.webhooks = webhooks;
    }

    @Needs(Scope.DELIVERIES_READ)
    @GetMapping
    Page<AttemptLogView> list(
            Caller caller,
            @PathVariable String id,
            @RequestParam Optional<String> status,
            @RequestParam Optional<String> cursor,
            @RequestParam Optional<String> limit) {
        SubscriptionId webhook = Parameters.id("webhook", id, () -> new SubscriptionId(id));
        int count = Page.limit(limit);
        AttemptLog.Filter filter =
                new AttemptLog.Filter(
                        caller.reach(),
                        webhook,
                        Parameters.read("status", status, AttemptLogController::isSuccess));
        Optional<AttemptLog.Mark> before = Page.mark(cursor, 3, AttemptLogController::markOf);
        var _ = webhooks.get(caller.reach(), webhook);
        List<LoggedAttempt> found = history.log(filter, before, count + 1);
        Map<DeliveryId, Body> bodies =
                history.bodies(found.subList(0, Math.min(count, found.size())));
        return Page.of(
                found,
                count,
                logged ->
                        AttemptLogView.of(
                                logged,
                                bodies.getOrDefault(logged.delivery().id(), new Body.Expired())),
                AttemptLogController::markOf);
    }

    private static boolean isSuccess(String status) {
        return switch (status) {
            case "success" -> true;
            case "failed" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "status must be success or failed, not '%s'".formatted(status));
        };
    }

    private static List<String> markOf(LoggedAttempt logged) {
        return List.of(
                logged.delivery().createdAt().toString(),
                logged.delivery().id().value(),
                Integer.toString(logged.attempt().number()));
    }

    private static AttemptLog.Mark markOf(List<String> mark) {
        return new AttemptLog.Mark(
                new DeliveryKey(
                        Parameters.time("cursor", mark.get(0)), new DeliveryId(mark.get(1))),
                Page.count(mark.get(2), Integer.MAX_VALUE).intValue());
    }
}
