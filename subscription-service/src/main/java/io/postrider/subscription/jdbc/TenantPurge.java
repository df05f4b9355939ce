package io.postrider.subscription.jdbc;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Removes the data of deleted tenants whose purge was asked for: history, dead letters, analytics,
 * replays, idempotency keys and audit entries. Records that are still on Kafka may bring more for
 * as long as a delivery may wait, so it is done again every day until {@link #REPEATED_FOR} is
 * over.
 */
public final class TenantPurge {

    private static final Logger log = LoggerFactory.getLogger(TenantPurge.class);

    /** Longer than any delivery waits: deliveries wait for seven days at most. */
    static final Duration REPEATED_FOR = Duration.ofDays(8);

    private static final Duration INTERVAL = Duration.ofDays(1);

    /** Attempts know their tenant by their delivery alone, so they go first. */
    private static final List<String> STATEMENTS =
            List.of(
                    """
                    DELETE FROM attempts a USING deliveries d
                    WHERE d.tenant = :tenant
                      AND a.delivery_id = d.id AND a.delivery_created_at = d.created_at
                    """,
                    "DELETE FROM deliveries WHERE tenant = :tenant",
                    "DELETE FROM dead_letters WHERE tenant = :tenant",
                    "DELETE FROM analytics_new WHERE tenant = :tenant",
                    "DELETE FROM analytics_minutes WHERE tenant = :tenant",
                    "DELETE FROM analytics_hours WHERE tenant = :tenant",
                    "DELETE FROM replay_jobs WHERE tenant = :tenant",
                    "DELETE FROM idempotency_keys WHERE tenant = :tenant",
                    "DELETE FROM audit_log WHERE tenant = :tenant AND action <> 'tenant.deleted'",
                    """
                    UPDATE audit_log SET before = '{}', after = '{}'
                    WHERE tenant = :tenant AND (before <> '{}' OR after <> '{}')
                    """);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public TenantPurge(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /**
     * Purges the tenants that are due, each in a transaction. One that fails stays due, and does
     * not keep the others from it.
     */
    public void run(Instant now) {
        List<String> due =
                jdbc.sql("SELECT id FROM deleted_tenants WHERE purge_at <= :now ORDER BY purge_at")
                        .param("now", Columns.timestamp(now))
                        .query(String.class)
                        .list();
        for (String tenant : due) {
            try {
                purge(tenant, now);
            } catch (DataAccessException | TransactionException e) {
                log.warn(
                        "cannot purge the deleted tenant {}, trying again in an hour: {}",
                        tenant,
                        e.getMessage());
            }
        }
    }

    private void purge(String tenant, Instant now) {
        transaction.executeWithoutResult(_ -> {
            for (String statement : STATEMENTS) {
                jdbc.sql(statement).param("tenant", tenant).update();
            }
            jdbc.sql(
                            """
                            UPDATE deleted_tenants
                            SET purge_at = CASE WHEN purge_until > :next THEN :next END
                            WHERE id = :tenant
                            """)
                    .param("next", Columns.timestamp(now.plus(INTERVAL)))
                    .param("tenant", tenant)
                    .update();
        });
    }
}
