package io.postrider.subscription.config;

import io.postrider.subscription.limit.ApiLimit;
import io.postrider.subscription.limit.LimitRules;
import io.postrider.subscription.limit.LimitedAction;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.EnumMap;
import java.util.Map;

/**
 * {@code postrider.api-limits.*}: how often each key may do what, like {@code 10/1h}, or {@code
 * off}.
 *
 * @param adminExempt whether nothing of it holds for the admin key
 */
@ConfigurationProperties("postrider.api-limits")
record ApiLimitProperties(
        @DefaultValue("10/1h") String createWebhook,
        @DefaultValue("5/1h") String regenerateSecret,
        @DefaultValue("60/1m") String listEvents,
        @DefaultValue("true") boolean adminExempt) {

    LimitRules toRules() {
        Map<LimitedAction, ApiLimit> limits = new EnumMap<>(LimitedAction.class);
        put(limits, LimitedAction.CREATE_WEBHOOK, createWebhook);
        put(limits, LimitedAction.REGENERATE_SECRET, regenerateSecret);
        put(limits, LimitedAction.LIST_EVENTS, listEvents);
        return new LimitRules(limits, adminExempt);
    }

    private static void put(
            Map<LimitedAction, ApiLimit> limits, LimitedAction action, String text) {
        if (text.equals("off")) {
            return;
        }
        try {
            limits.put(action, ApiLimit.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "postrider.api-limits.%s %s".formatted(action.code(), e.getMessage()), e);
        }
    }
}
