package io.postrider.subscription.jdbc;

import io.postrider.model.Event;
import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.audit.WebhookActs;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.testdelivery.DirectEvents;
import io.postrider.subscription.webhook.Subscription;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import java.util.function.Function;

/**
 * By the outbox, under the lock of the subscription's row: the snapshot that goes along is not
 * older than any that went before.
 */
@Repository
class JdbcDirectEvents implements DirectEvents {

    private final SubscriptionRows rows;
    private final OutboxTable outbox;
    private final AuditLog audit;

    JdbcDirectEvents(SubscriptionRows rows, JdbcClient jdbc, AuditLog audit) {
        this.audit = audit;
        this.rows = rows;
        this.outbox = new OutboxTable(jdbc);
    }

    @Override
    @Transactional
    public Event send(Caller caller, SubscriptionId id, Function<Subscription, Event> event) {
        Subscription subscription =
                rows.findLocked(id.value(), JdbcSubscriptions.tenantOf(caller.reach()))
                        .map(SubscriptionRow::toSubscription)
                        .orElseThrow(() -> RefusedException.notFound("webhook", id.value()));
        Event made = event.apply(subscription);
        outbox.addDirect(subscription, made);
        audit.add(WebhookActs.tested(caller, subscription, made.type().value()));
        return made;
    }
}
