package io.postrider.subscription.jdbc;

import io.postrider.model.SubscriptionId;
import io.postrider.subscription.webhook.SecretOverlaps;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.util.List;

/** The column {@code overlap_until} of the table {@code subscriptions}. */
public final class JdbcSecretOverlaps implements SecretOverlaps {

    private static final int MOST = 1_000;

    private final JdbcClient jdbc;

    public JdbcSecretOverlaps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<SubscriptionId> over(Instant now) {
        return jdbc.sql(
                        "SELECT id FROM subscriptions WHERE overlap_until <= :now ORDER BY"
                                + " overlap_until LIMIT :most")
                .param("now", Columns.timestamp(now))
                .param("most", MOST)
                .query((row, _) -> new SubscriptionId(row.getString("id")))
                .list();
    }
}
