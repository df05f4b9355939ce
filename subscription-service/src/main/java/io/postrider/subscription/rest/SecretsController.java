package io.postrider.subscription.rest;

import io.postrider.model.retry.ShortDuration;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.limit.LimitedAction;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.webhook.Rotation;
import io.postrider.subscription.webhook.SubscriptionService;
import io.postrider.subscription.webhook.SubscriptionService.Issued;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Other secrets for webhooks. */
@RestController
@RequestMapping(WebhookMounts.PATH + "/{id}/regenerate-secret")
class SecretsController {

    private static final String OVERLAP = "overlap";
    private static final String SECRET = "secret";

    private final SubscriptionService webhooks;
    private final ChangeAnswers answers;

    SecretsController(SubscriptionService webhooks, ChangeAnswers answers) {
        this.webhooks = webhooks;
        this.answers = answers;
    }

    /** The body may be absent. */
    @Needs(Scope.WEBHOOKS_WRITE)
    @Limited(LimitedAction.REGENERATE_SECRET)
    @PostMapping
    ResponseEntity<WebhookView> regenerate(
            Caller caller, @PathVariable String id, HttpServletRequest request) throws IOException {
        Rotation rotation =
                RequestBodies.optionalObject(request)
                        .map(SecretsController::rotation)
                        .orElse(new Rotation(Optional.empty(), Optional.empty()));
        Issued issued = webhooks.rotate(caller, WebhooksController.idOf(id), rotation);
        return answers.of(
                issued.subscription(),
                ResponseEntity.ok(),
                WebhookView.of(issued.subscription(), issued.secret()));
    }

    private static Rotation rotation(ObjectNode body) {
        FieldErrors errors = new FieldErrors();
        RequestFields fields = new RequestFields(body, FieldNames.of(OVERLAP, SECRET), "", errors);
        Optional<Duration> overlap =
                fields.text(OVERLAP)
                        .flatMap(text ->
                                errors.check(
                                        OVERLAP,
                                        () -> Rotation.checkedOverlap(ShortDuration.parse(text))));
        Optional<String> secret = fields.text(SECRET);
        errors.refuseIfAny();
        return new Rotation(overlap, secret);
    }
}
