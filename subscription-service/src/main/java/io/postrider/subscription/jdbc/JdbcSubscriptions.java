package io.postrider.subscription.jdbc;

import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.subscription.operational.WebhookAnnouncements;
import io.postrider.subscription.webhook.Greeting;
import io.postrider.subscription.webhook.Subscription;
import io.postrider.subscription.webhook.Subscriptions;

import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The outbox row is written under the lock of the subscription's row, so it keeps the order. */
@Repository
class JdbcSubscriptions implements Subscriptions {

    private final SubscriptionRows rows;
    private final JdbcAggregateTemplate template;
    private final OutboxTable outbox;
    private final OperationalOutbox announcements;
    private final Greeting greeting;
    private final Clock clock;

    JdbcSubscriptions(
            SubscriptionRows rows,
            JdbcAggregateTemplate template,
            JdbcClient jdbc,
            OperationalOutbox announcements,
            Greeting greeting,
            Clock clock) {
        this.rows = rows;
        this.template = template;
        this.announcements = announcements;
        this.greeting = greeting;
        this.clock = clock;
        this.outbox = new OutboxTable(jdbc);
    }

    @Override
    @Transactional
    public void add(Subscription subscription) {
        template.insert(SubscriptionRow.of(subscription));
        outbox.addSnapshot(subscription);
        announcements.announce(WebhookAnnouncements.created(subscription));
        greeting.of(subscription).ifPresent(event -> outbox.addDirect(subscription, event));
    }

    @Override
    public Optional<Subscription> find(SubscriptionId id) {
        return rows.findById(id.value()).map(SubscriptionRow::toSubscription);
    }

    @Override
    @Transactional
    public Optional<Subscription> change(SubscriptionId id, UnaryOperator<Subscription> change) {
        return rows.findOneById(id.value())
                .map(SubscriptionRow::toSubscription)
                .map(current -> {
                    Subscription changed = change.apply(current);
                    if (!changed.equals(current)) {
                        template.update(SubscriptionRow.of(changed));
                        outbox.addSnapshot(changed);
                        announcements.announce(WebhookAnnouncements.changed(current, changed));
                    }
                    return changed;
                });
    }

    @Override
    @Transactional
    public boolean remove(SubscriptionId id) {
        Optional<Subscription> present =
                rows.findOneById(id.value()).map(SubscriptionRow::toSubscription);
        present.ifPresent(subscription -> {
            rows.deleteById(id.value());
            outbox.addTombstone(id);
            announcements.announce(
                    WebhookAnnouncements.deleted(
                            subscription, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        });
        return present.isPresent();
    }

    @Override
    public List<Subscription> list(Query query) {
        return rows
                .list(
                        query.tenant().map(TenantId::value).orElse(null),
                        query.active().orElse(null),
                        query.search().orElse(null),
                        query.before().map(SubscriptionId::value).orElse(null),
                        query.limit())
                .stream()
                .map(SubscriptionRow::toSubscription)
                .toList();
    }
}
