package io.postrider.subscription.jdbc;

import io.postrider.subscription.analytics.Period;
import io.postrider.subscription.analytics.Rollup;
import io.postrider.subscription.history.Retention;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Merges {@code analytics_new} into the figures by minute and by hour. */
public final class JdbcRollup implements Rollup {

    /** "rollup" in ASCII; of all instances one merges at a time. */
    private static final long LOCK = 0x726f6c6c7570L;

    private static final int AT_A_TIME = 100_000;

    /**
     * Rows of whom only something succeeded tell nothing, unless the webhook counted as failing.
     */
    private static final String MERGE =
            """
            WITH taken AS (
                DELETE FROM analytics_new
                WHERE ctid = ANY (ARRAY(SELECT ctid FROM analytics_new LIMIT %1$d))
                RETURNING *),
            minutes AS (
                INSERT INTO analytics_minutes AS m
                SELECT tenant, subscription_id, at, kind, bucket,
                       sum(count), sum(retries), sum(millis)
                FROM taken
                WHERE at >= :minutesFrom
                GROUP BY tenant, subscription_id, at, kind, bucket
                ON CONFLICT (subscription_id, at, kind, bucket) DO UPDATE SET
                    count = m.count + excluded.count,
                    retries = m.retries + excluded.retries,
                    millis = m.millis + excluded.millis),
            hours AS (
                INSERT INTO analytics_hours AS h
                SELECT tenant, subscription_id, date_trunc('hour', at, 'UTC') AS hour, kind,
                       bucket, sum(count), sum(retries), sum(millis)
                FROM taken
                GROUP BY tenant, subscription_id, hour, kind, bucket
                ON CONFLICT (subscription_id, at, kind, bucket) DO UPDATE SET
                    count = h.count + excluded.count,
                    retries = h.retries + excluded.retries,
                    millis = h.millis + excluded.millis),
            told AS (
                SELECT subscription_id, at, kind, count,
                       max(at) FILTER (WHERE kind = 'acknowledged')
                           OVER (PARTITION BY subscription_id) AS succeeded_at
                FROM taken),
            standing AS (
                SELECT subscription_id, succeeded_at,
                       min(at) FILTER (WHERE failure) AS failing_since,
                       max(at) FILTER (WHERE failure) AS last_failure_at,
                       coalesce(sum(count) FILTER (WHERE failure AND kind LIKE 'failed:%%'), 0)
                           AS failed_deliveries
                FROM (
                    SELECT *, (kind LIKE 'error:%%' OR kind IN ('failed:exhausted', 'failed:expired'))
                              AND (succeeded_at IS NULL OR at > succeeded_at) AS failure
                    FROM told)
                GROUP BY subscription_id, succeeded_at)
            SELECT (SELECT count(*) FROM taken) AS taken, s.*
            FROM (SELECT 1) one
            LEFT JOIN standing s ON s.failing_since IS NOT NULL OR EXISTS (
                SELECT FROM failing_webhooks f WHERE f.subscription_id = s.subscription_id)
            """
                    .formatted(AT_A_TIME);

    private static final String RECOVERED =
            """
            DELETE FROM failing_webhooks f
            USING unnest(?::text[], ?::timestamptz[]) AS s (subscription_id, succeeded_at)
            WHERE f.subscription_id = s.subscription_id AND f.failing_since <= s.succeeded_at
            """;

    private static final String FAILING =
            """
            INSERT INTO failing_webhooks AS f
            SELECT * FROM unnest(?::text[], ?::timestamptz[], ?::timestamptz[], ?::int8[])
            ON CONFLICT (subscription_id) DO UPDATE SET
                failing_since = least(f.failing_since, excluded.failing_since),
                last_failure_at = greatest(f.last_failure_at, excluded.last_failure_at),
                failed_deliveries = f.failed_deliveries + excluded.failed_deliveries
            """;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Retention retention;

    public JdbcRollup(JdbcTemplate template, TransactionTemplate transaction, Retention retention) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transaction = transaction;
        this.retention = retention;
    }

    private record Standing(
            String subscription,
            Optional<Instant> succeededAt,
            Optional<Instant> failingSince,
            Optional<Instant> lastFailureAt,
            long failedDeliveries) {}

    @Override
    public void merge(Instant now) {
        while (mergeSome(now) == AT_A_TIME) {
            // there is more
        }
    }

    /** How many rows were merged. */
    private long mergeSome(Instant now) {
        Long merged = transaction.execute(_ -> leads() ? mergeAlone(now) : 0L);
        return merged == null ? 0 : merged;
    }

    private boolean leads() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
    }

    private long mergeAlone(Instant now) {
        List<Standing> standings = new ArrayList<>();
        long[] taken = new long[1];
        jdbc.sql(MERGE)
                .param("minutesFrom", Columns.timestamp(now.minus(Period.MINUTES_KEPT)))
                .query(row -> {
                    taken[0] = row.getLong("taken");
                    String subscription = row.getString("subscription_id");
                    if (subscription != null) {
                        standings.add(
                                new Standing(
                                        subscription,
                                        Columns.optionalInstant(row, "succeeded_at"),
                                        Columns.optionalInstant(row, "failing_since"),
                                        Columns.optionalInstant(row, "last_failure_at"),
                                        row.getLong("failed_deliveries")));
                    }
                });
        note(standings);
        return taken[0];
    }

    private void note(List<Standing> standings) {
        List<Standing> recovered =
                standings.stream().filter(row -> row.succeededAt().isPresent()).toList();
        if (!recovered.isEmpty()) {
            template.update(
                    RECOVERED,
                    statement ->
                            new ColumnArrays<>(statement, recovered)
                                    .text(Standing::subscription)
                                    .optionalTime(Standing::succeededAt));
        }
        List<Standing> failing =
                standings.stream().filter(row -> row.failingSince().isPresent()).toList();
        if (!failing.isEmpty()) {
            template.update(
                    FAILING,
                    statement ->
                            new ColumnArrays<>(statement, failing)
                                    .text(Standing::subscription)
                                    .optionalTime(Standing::failingSince)
                                    .optionalTime(Standing::lastFailureAt)
                                    .number(Standing::failedDeliveries));
        }
    }

    @Override
    public void purge(Instant now) {
        deleteBefore("analytics_minutes", now.minus(Period.MINUTES_KEPT));
        deleteBefore("analytics_hours", now.minus(retention.history()));
    }

    private void deleteBefore(String table, Instant before) {
        jdbc.sql("DELETE FROM " + table + " WHERE at < :before")
                .param("before", Columns.timestamp(before))
                .update();
    }
}
