package io.postrider.subscription.jdbc;

import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.quota.Quota;
import io.postrider.subscription.webhook.Subscription;
import io.postrider.subscription.webhook.Subscriptions;

import org.jspecify.annotations.Nullable;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What follows of a change is written under the lock of the subscription's row, in its order. */
@Repository
class JdbcSubscriptions implements Subscriptions {

    private final SubscriptionRows rows;
    private final JdbcAggregateTemplate template;
    private final SubscriptionFollowUps followUps;
    private final KeptQuotas quotas;

    JdbcSubscriptions(
            SubscriptionRows rows,
            JdbcAggregateTemplate template,
            SubscriptionFollowUps followUps,
            KeptQuotas quotas) {
        this.rows = rows;
        this.template = template;
        this.followUps = followUps;
        this.quotas = quotas;
    }

    @Override
    @Transactional
    public void add(Caller caller, Subscription subscription) {
        quotas.requireRoom(Optional.of(subscription.tenant()), Quota.WEBHOOKS);
        References.insertFor(
                subscription.tenant(), () -> template.insert(SubscriptionRow.of(subscription)));
        followUps.added(caller, subscription);
    }

    @Override
    public Optional<Subscription> find(Reach reach, SubscriptionId id) {
        return rows.find(id.value(), tenantOf(reach)).map(SubscriptionRow::toSubscription);
    }

    @Override
    @Transactional
    public Optional<Subscription> change(
            Caller caller, SubscriptionId id, UnaryOperator<Subscription> change) {
        return locked(caller.reach(), id)
                .map(current -> {
                    Subscription changed = change.apply(current);
                    if (!changed.equals(current)) {
                        template.update(SubscriptionRow.of(changed));
                        followUps.changed(caller, current, changed);
                    }
                    return changed;
                });
    }

    @Override
    @Transactional
    public boolean remove(Caller caller, SubscriptionId id) {
        Optional<Subscription> present = locked(caller.reach(), id);
        present.ifPresent(subscription -> {
            rows.deleteById(id.value());
            followUps.removed(caller, subscription);
        });
        return present.isPresent();
    }

    private Optional<Subscription> locked(Reach reach, SubscriptionId id) {
        return rows.findLocked(id.value(), tenantOf(reach)).map(SubscriptionRow::toSubscription);
    }

    static @Nullable String tenantOf(Reach reach) {
        return reach.tenant().map(TenantId::value).orElse(null);
    }

    @Override
    public List<Subscription> list(Query query) {
        return rows
                .list(
                        tenantOf(query.reach()),
                        query.active().orElse(null),
                        query.paused().orElse(null),
                        query.search().orElse(null),
                        query.before().map(SubscriptionId::value).orElse(null),
                        query.limit())
                .stream()
                .map(SubscriptionRow::toSubscription)
                .toList();
    }
}
