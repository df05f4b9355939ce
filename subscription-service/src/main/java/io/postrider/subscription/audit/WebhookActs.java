package io.postrider.subscription.audit;

import io.postrider.model.EventTypePattern;
import io.postrider.model.access.EndpointAccess;
import io.postrider.model.retry.ShortDuration;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.audit.AuditEntry.Resource;
import io.postrider.subscription.webhook.DeliverySettings;
import io.postrider.subscription.webhook.Settings;
import io.postrider.subscription.webhook.Signing;
import io.postrider.subscription.webhook.Subscription;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is noted of acts on webhooks. */
public final class WebhookActs {

    private static final String TYPE = "webhook";
    private static final String CHANGED = "changed";

    private WebhookActs() {}

    public static AuditEntry created(Caller caller, Subscription webhook) {
        return act(caller, "webhook.created", webhook, facts(webhook));
    }

    public static AuditEntry deleted(Caller caller, Subscription webhook) {
        return AuditEntry.ofChange(
                act(caller, "webhook.deleted", webhook, Map.of()), facts(webhook), Map.of());
    }

    public static AuditEntry changed(Caller caller, Subscription before, Subscription after) {
        Map<String, Object> then = facts(before);
        Map<String, Object> now = facts(after);
        if (!headersOf(before).equals(headersOf(after))) {
            now.put("header_values", CHANGED);
        }
        if (!credentialsOf(before).equals(credentialsOf(after))) {
            now.put("credentials", CHANGED);
        }
        return AuditEntry.ofChange(
                act(caller, actionOf(before, after), after, Map.of()), then, now);
    }

    /** Somebody had a test sent. */
    public static AuditEntry tested(Caller caller, Subscription webhook, String eventType) {
        return act(caller, "webhook.tested", webhook, Map.of("event_type", eventType));
    }

    private static AuditEntry act(
            Caller caller, String action, Subscription webhook, Map<String, Object> after) {
        return AuditEntry.of(
                caller,
                Optional.of(webhook.tenant()),
                action,
                new Resource(TYPE, webhook.id().value()),
                after);
    }

    private static String actionOf(Subscription before, Subscription after) {
        if (!secretOf(before).equals(secretOf(after))) {
            return "webhook.secret_rotated";
        }
        if (!before.settings().equals(after.settings())) {
            return "webhook.updated";
        }
        if (before.activity().active() != after.activity().active()) {
            return after.activity().active() ? "webhook.enabled" : "webhook.disabled";
        }
        if (isPaused(before) != isPaused(after)) {
            return isPaused(after) ? "webhook.paused" : "webhook.resumed";
        }
        return "webhook.secret_expired";
    }

    private static boolean isPaused(Subscription webhook) {
        return webhook.activity().pausedAt().isPresent();
    }

    private static String secretOf(Subscription webhook) {
        return webhook.signing().sealedSecrets().getFirst();
    }

    private static Map<String, String> headersOf(Subscription webhook) {
        return webhook.settings().post().sealedHeaders();
    }

    /** Sealed. */
    private static Map<String, String> credentialsOf(Subscription webhook) {
        Map<String, String> credentials = new TreeMap<>(webhook.settings().post().access());
        credentials.keySet().retainAll(EndpointAccess.SECRETS);
        return credentials;
    }

    /** All that may be told of it: of headers their names, of secrets nothing. */
    private static Map<String, Object> facts(Subscription webhook) {
        Settings settings = webhook.settings();
        Signing signing = webhook.signing();
        Map<String, Object> facts = new LinkedHashMap<>();
        settings.name().ifPresent(name -> facts.put("name", name));
        facts.put("url", settings.url().toString());
        settings.description().ifPresent(text -> facts.put("description", text));
        facts.put(
                "events",
                settings.selection().types().stream()
                        .map(EventTypePattern::value)
                        .sorted()
                        .toList());
        settings.selection().contentPattern().ifPresent(filter -> facts.put("filter", filter));
        facts.put("test_mode", settings.testMode());
        facts.put("format", settings.post().format().value());
        facts.put("headers", List.copyOf(headersOf(webhook).keySet()));
        settings.post()
                .access()
                .forEach((name, value) -> {
                    if (!EndpointAccess.SECRETS.contains(name)) {
                        facts.put(name, value);
                    }
                });
        putDelivery(facts, settings.delivery());
        facts.put("signature_scheme", signing.method().code());
        signing.publicKey().ifPresent(key -> facts.put("public_key", key));
        signing.overlapUntil()
                .ifPresent(until -> facts.put("previous_secret_until", until.toString()));
        facts.put("active", webhook.activity().active());
        webhook.activity()
                .disabledReason()
                .ifPresent(reason -> facts.put("disabled_reason", reason));
        webhook.activity().pausedAt().ifPresent(at -> facts.put("paused_at", at.toString()));
        facts.put("version", webhook.revision().version());
        return facts;
    }

    private static void putDelivery(Map<String, Object> facts, DeliverySettings delivery) {
        facts.put(
                "retry_delays",
                delivery.schedule().delays().stream().map(ShortDuration::format).toList());
        facts.put("retry_jitter", delivery.schedule().jitter());
        facts.put("timeout_ms", delivery.timeout().toMillis());
        delivery.rateLimit()
                .ifPresent(limit ->
                        facts.put(
                                "rate_limit",
                                limit.deliveries() + "/" + ShortDuration.format(limit.period())));
    }
}
