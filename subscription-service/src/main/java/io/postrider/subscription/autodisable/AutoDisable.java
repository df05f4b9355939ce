package io.postrider.subscription.autodisable;

import io.postrider.subscription.webhook.SubscriptionService;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Disables what has failed too long by the rule. */
public final class AutoDisable {

    private static final Logger log = LoggerFactory.getLogger(AutoDisable.class);

    private final FailingWebhooks webhooks;
    private final SubscriptionService subscriptions;
    private final DisableRule rule;

    public AutoDisable(
            FailingWebhooks webhooks, SubscriptionService subscriptions, DisableRule rule) {
        this.webhooks = webhooks;
        this.subscriptions = subscriptions;
        this.rule = rule;
    }

    /** Looks at all that are failing. */
    public void run() {
        webhooks.examine(failing -> failing.forEach(this::judge));
    }

    private void judge(Failing failing) {
        rule.reasonFor(failing)
                .ifPresent(reason -> {
                    if (subscriptions.disableFailing(failing.subscription(), reason)) {
                        log.warn("disabled {}: {}", failing.subscription(), reason);
                    }
                });
    }
}
