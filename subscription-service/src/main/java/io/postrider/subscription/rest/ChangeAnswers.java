package io.postrider.subscription.rest;

import io.postrider.model.SubscriptionId;
import io.postrider.subscription.webhook.ChangeEffect;
import io.postrider.subscription.webhook.Subscription;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Answers to changes of webhooks. A header says whether the change is known to be in effect. */
@Component
class ChangeAnswers {

    static final String IN_EFFECT = "Postrider-In-Effect";

    private final ChangeEffect effect;

    ChangeAnswers(ChangeEffect effect) {
        this.effect = effect;
    }

    ResponseEntity<WebhookView> changed(Subscription webhook) {
        return of(webhook, ResponseEntity.ok(), WebhookView.of(webhook));
    }

    ResponseEntity<WebhookView> of(
            Subscription webhook, ResponseEntity.BodyBuilder answer, WebhookView view) {
        return told(answer, webhook.id()).eTag(WebhooksController.versionTag(webhook)).body(view);
    }

    ResponseEntity<Void> deleted(SubscriptionId webhook) {
        return told(ResponseEntity.status(204), webhook).build();
    }

    private ResponseEntity.BodyBuilder told(
            ResponseEntity.BodyBuilder answer, SubscriptionId webhook) {
        return answer.header(IN_EFFECT, String.valueOf(effect.await(webhook)));
    }
}
