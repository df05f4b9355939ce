package io.postrider.subscription.jdbc;

import io.postrider.model.DeliveryId;
import io.postrider.subscription.deadletter.DeliveryLock;
import io.postrider.subscription.refusal.RefusedException;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An advisory lock: the delivery's row is not touched, because the projector would have to wait for
 * it.
 */
public final class JdbcDeliveryLock implements DeliveryLock {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public JdbcDeliveryLock(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public void exclusively(DeliveryId id, Runnable work) {
        transaction.executeWithoutResult(_ -> {
            boolean locked =
                    jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended(:id, 0))")
                            .param("id", id.value())
                            .query(Boolean.class)
                            .single();
            if (!locked) {
                throw RefusedException.conflict("The delivery is being sent again just now");
            }
            work.run();
        });
    }
}
