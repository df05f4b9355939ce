package io.postrider.subscription.jdbc;

import io.postrider.model.SubscriptionId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.function.Predicate;

/**
 * Whether nothing of a webhook is left in {@code outbox}; false when PostgreSQL does not answer.
 */
public final class RelayedChanges implements Predicate<SubscriptionId> {

    private static final Logger log = LoggerFactory.getLogger(RelayedChanges.class);

    private final JdbcClient jdbc;

    public RelayedChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean test(SubscriptionId webhook) {
        try {
            return jdbc.sql(
                            "SELECT NOT EXISTS (SELECT FROM outbox WHERE subscription_id ="
                                    + " :webhook)")
                    .param("webhook", webhook.value())
                    .query(Boolean.class)
                    .single();
        } catch (DataAccessException e) {
            log.debug("cannot look whether webhook {} is relayed", webhook, e);
            return false;
        }
    }
}
