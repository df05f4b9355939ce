package io.postrider.subscription.jdbc;

import io.postrider.model.SubscriptionId;
import io.postrider.subscription.autodisable.Failing;
import io.postrider.subscription.autodisable.FailingWebhooks;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.List;
import java.util.function.Consumer;

/** The table {@code failing_webhooks}, which {@link JdbcRollup} keeps. */
public final class JdbcFailingWebhooks implements FailingWebhooks {

    /** "disable" in ASCII; of all instances one examines at a time. */
    private static final long LOCK = 0x64697361626c65L;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public JdbcFailingWebhooks(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public void examine(Consumer<List<Failing>> examination) {
        transaction.executeWithoutResult(_ -> {
            if (leads()) {
                forget();
                examination.accept(failing());
            }
        });
    }

    private boolean leads() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
    }

    private void forget() {
        jdbc.sql(
                        """
                        DELETE FROM failing_webhooks f
                        WHERE NOT EXISTS (
                            SELECT FROM subscriptions s
                            WHERE s.id = f.subscription_id AND s.active
                              AND f.failing_since >= date_trunc('minute', s.active_since))
                        """)
                .update();
    }

    private List<Failing> failing() {
        return jdbc.sql("SELECT * FROM failing_webhooks ORDER BY subscription_id")
                .query((row, _) ->
                        new Failing(
                                new SubscriptionId(row.getString("subscription_id")),
                                Columns.instant(row, "failing_since"),
                                Columns.instant(row, "last_failure_at"),
                                row.getLong("failed_deliveries")))
                .list();
    }
}
