package io.postrider.subscription.jdbc;

import io.postrider.subscription.access.Caller;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.audit.WebhookActs;
import io.postrider.subscription.operational.WebhookAnnouncements;
import io.postrider.subscription.webhook.Greeting;
import io.postrider.subscription.webhook.Subscription;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

/**
 * What follows of a change of a subscription, in its transaction: the snapshot in the outbox, what
 * is announced of it, and the entry in the audit log.
 */
@Component
class SubscriptionFollowUps {

    private final OutboxTable outbox;
    private final OperationalOutbox announcements;
    private final Greeting greeting;
    private final AuditLog audit;
    private final Clock clock;

    SubscriptionFollowUps(
            JdbcClient jdbc,
            OperationalOutbox announcements,
            Greeting greeting,
            AuditLog audit,
            Clock clock) {
        this.outbox = new OutboxTable(jdbc);
        this.announcements = announcements;
        this.greeting = greeting;
        this.audit = audit;
        this.clock = clock;
    }

    void added(Caller caller, Subscription subscription) {
        outbox.addSnapshot(subscription);
        announcements.announce(WebhookAnnouncements.created(subscription));
        greeting.of(subscription).ifPresent(event -> outbox.addDirect(subscription, event));
        audit.add(WebhookActs.created(caller, subscription));
    }

    void changed(Caller caller, Subscription before, Subscription after) {
        outbox.addSnapshot(after);
        announcements.announce(WebhookAnnouncements.changed(before, after));
        audit.add(WebhookActs.changed(caller, before, after));
    }

    void removed(Caller caller, Subscription subscription) {
        outbox.addTombstone(subscription.id());
        announcements.announce(
                WebhookAnnouncements.deleted(
                        subscription, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        audit.add(WebhookActs.deleted(caller, subscription));
    }
}
