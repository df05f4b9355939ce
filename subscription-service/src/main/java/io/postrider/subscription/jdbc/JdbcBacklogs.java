package io.postrider.subscription.jdbc;

import io.postrider.subscription.pipeline.Backlogs;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;

/** Counts in {@code outbox}, {@code dead_letters} and {@code subscriptions}. */
public final class JdbcBacklogs implements Backlogs {

    private final JdbcClient jdbc;

    public JdbcBacklogs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Figures since(Instant from) {
        return jdbc.sql(
                        """
                        SELECT (SELECT count(*) FROM outbox) AS waiting,
                               (SELECT count(*) FROM outbox_set_aside) AS aside,
                               (SELECT count(*) FROM dead_letters WHERE failed_at >= :from) AS letters,
                               (SELECT count(*) FROM subscriptions
                                WHERE active AND paused_at IS NOT NULL) AS paused
                        """)
                .param("from", Columns.timestamp(from))
                .query((row, _) ->
                        new Figures(
                                row.getLong("waiting"),
                                row.getLong("aside"),
                                row.getLong("letters"),
                                row.getLong("paused")))
                .single();
    }
}
