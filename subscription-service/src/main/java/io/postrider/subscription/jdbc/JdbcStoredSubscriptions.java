package io.postrider.subscription.jdbc;

import io.postrider.model.SubscriptionId;
import io.postrider.subscription.republish.StoredSubscriptions;
import io.postrider.subscription.webhook.Subscription;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;
import java.util.Optional;

/** The table {@code subscriptions}, and the outbox. */
@Repository
class JdbcStoredSubscriptions implements StoredSubscriptions {

    private final SubscriptionRows rows;
    private final OutboxTable outbox;

    JdbcStoredSubscriptions(SubscriptionRows rows, JdbcClient jdbc) {
        this.rows = rows;
        this.outbox = new OutboxTable(jdbc);
    }

    @Override
    public List<Subscription> below(Optional<SubscriptionId> id, int limit) {
        return rows
                .list(null, null, null, null, id.map(SubscriptionId::value).orElse(null), limit)
                .stream()
                .map(SubscriptionRow::toSubscription)
                .toList();
    }

    @Override
    public boolean isOnItsWay(SubscriptionId id) {
        return outbox.isAbout(id);
    }

    @Override
    @Transactional
    public boolean publish(SubscriptionId id, long version) {
        Optional<Subscription> stored =
                rows.findLocked(id.value(), null)
                        .map(SubscriptionRow::toSubscription)
                        .filter(subscription -> subscription.revision().version() == version)
                        .filter(_ -> !outbox.isAbout(id));
        stored.ifPresent(outbox::addSnapshot);
        return stored.isPresent();
    }

    @Override
    @Transactional
    public boolean withdraw(SubscriptionId id) {
        if (rows.existsById(id.value()) || outbox.isAbout(id)) {
            return false;
        }
        outbox.addTombstone(id);
        return true;
    }
}
