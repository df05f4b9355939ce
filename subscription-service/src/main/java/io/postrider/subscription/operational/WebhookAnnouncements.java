package io.postrider.subscription.operational;

import io.postrider.model.EventType;
import io.postrider.model.EventTypePattern;
import io.postrider.model.OperationalEvents;
import io.postrider.subscription.webhook.Subscription;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is to be said of a change of a subscription. */
public final class WebhookAnnouncements {

    private WebhookAnnouncements() {}

    public static List<Announcement> created(Subscription subscription) {
        return List.of(of(OperationalEvents.WEBHOOK_CREATED, subscription));
    }

    /** A change may be several things at once. */
    public static List<Announcement> changed(Subscription before, Subscription after) {
        List<Announcement> all = new ArrayList<>();
        boolean rotated = !secretOf(before).equals(secretOf(after));
        boolean overlapEnded = !rotated && !before.signing().equals(after.signing());
        boolean disabled = before.activity().active() && !after.activity().active();
        if (rotated) {
            all.add(of(OperationalEvents.SECRET_ROTATED, after));
        }
        if (disabled) {
            all.add(of(OperationalEvents.WEBHOOK_DISABLED, after));
        }
        if (!before.settings().equals(after.settings()) || !(rotated || disabled || overlapEnded)) {
            all.add(of(OperationalEvents.WEBHOOK_UPDATED, after));
        }
        return all;
    }

    /** The one that goes on signing when an overlap ends; sealed. */
    private static String secretOf(Subscription subscription) {
        return subscription.signing().sealedSecrets().getFirst();
    }

    public static List<Announcement> deleted(Subscription subscription, Instant now) {
        return List.of(of(OperationalEvents.WEBHOOK_DELETED, subscription, now));
    }

    private static Announcement of(EventType type, Subscription subscription) {
        return of(type, subscription, subscription.revision().updatedAt());
    }

    private static Announcement of(EventType type, Subscription subscription, Instant time) {
        long version = subscription.revision().version();
        return new Announcement(
                Announcement.idOf(type, subscription.id() + "\n" + version),
                type,
                subscription.tenant(),
                subscription.id(),
                time,
                data(subscription, version));
    }

    private static Map<String, Object> data(Subscription subscription, long version) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("webhook_id", subscription.id().value());
        subscription.settings().name().ifPresent(name -> data.put("name", name));
        data.put("url", subscription.settings().url().toString());
        data.put(
                "events",
                subscription.settings().selection().types().stream()
                        .map(EventTypePattern::value)
                        .sorted()
                        .toList());
        data.put("active", subscription.activity().active());
        subscription
                .activity()
                .disabledReason()
                .ifPresent(reason -> data.put("disabled_reason", reason));
        data.put("paused", subscription.activity().pausedAt().isPresent());
        data.put("version", version);
        return data;
    }
}
