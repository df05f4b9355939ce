package io.postrider.subscription.jdbc;

import io.postrider.model.SubscriptionId;
import io.postrider.model.access.EndpointAccess;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.audit.AuditEntry;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.resealing.SealedSubscriptions;
import io.postrider.subscription.webhook.Subscription;

import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The sealed columns of {@code subscriptions}. */
@Repository
class JdbcSealedSubscriptions implements SealedSubscriptions {

    private final SubscriptionRows rows;
    private final JdbcAggregateTemplate template;
    private final JdbcClient jdbc;
    private final OutboxTable outbox;
    private final AuditLog audit;

    JdbcSealedSubscriptions(
            SubscriptionRows rows,
            JdbcAggregateTemplate template,
            JdbcClient jdbc,
            AuditLog audit) {
        this.rows = rows;
        this.template = template;
        this.jdbc = jdbc;
        this.outbox = new OutboxTable(jdbc);
        this.audit = audit;
    }

    @Override
    public List<SubscriptionId> sealedOtherwise(
            String prefix, Optional<SubscriptionId> after, int limit) {
        return jdbc.sql(
                        """
                        SELECT id FROM subscriptions
                        WHERE id > :after AND (
                            EXISTS (
                                SELECT FROM unnest(sealed_secrets || sealed_header_values) AS sealed
                                WHERE NOT starts_with(sealed, :prefix))
                            OR EXISTS (
                                SELECT FROM unnest(access_names, access_values) AS a (name, sealed)
                                WHERE name = ANY (:credentials)
                                  AND NOT starts_with(sealed, :prefix)))
                        ORDER BY id LIMIT :limit
                        """)
                .param("after", after.map(SubscriptionId::value).orElse(""))
                .param("prefix", prefix)
                .param("credentials", EndpointAccess.SECRETS.toArray(String[]::new))
                .param("limit", limit)
                .query((row, _) -> new SubscriptionId(row.getString("id")))
                .list();
    }

    /** Nothing is announced: for its owner, nothing has changed. */
    @Override
    @Transactional
    public void reseal(SubscriptionId id, UnaryOperator<Subscription> reseal) {
        rows.findLocked(id.value(), null)
                .map(SubscriptionRow::toSubscription)
                .ifPresent(current -> {
                    Subscription resealed = reseal.apply(current);
                    if (!resealed.equals(current)) {
                        template.update(SubscriptionRow.of(resealed));
                        outbox.addSnapshot(resealed);
                    }
                });
    }

    @Override
    public void note(String sealingKey, int resealed) {
        audit.add(
                AuditEntry.of(
                        Caller.POSTRIDER,
                        Optional.empty(),
                        "secrets.resealed",
                        new AuditEntry.Resource("secrets", sealingKey),
                        Map.of("webhooks", resealed)));
    }
}
