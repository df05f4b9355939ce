package io.postrider.subscription.jdbc;

import io.postrider.subscription.analytics.Counts;
import io.postrider.subscription.analytics.Figures;
import io.postrider.subscription.analytics.Figures.Counted;
import io.postrider.subscription.analytics.Interval;
import io.postrider.subscription.analytics.Period;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Reads what was merged, and with it what was counted since. */
public final class JdbcCounts implements Counts {

    private final JdbcClient jdbc;

    public JdbcCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<Instant, Figures> byInterval(Scope scope, Period period) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("from", Columns.timestamp(period.from()));
        parameters.put("to", Columns.timestamp(period.to()));
        String sql =
                """
                SELECT date_trunc('%1$s', at, 'UTC') AS since, kind, bucket,
                       sum(count) AS count, sum(retries) AS retries, sum(millis) AS millis
                FROM (
                    SELECT at, kind, bucket, count, retries, millis FROM %2$s WHERE %3$s
                    UNION ALL
                    SELECT at, kind, bucket, count, retries, millis FROM analytics_new WHERE %3$s)
                GROUP BY since, kind, bucket
                """
                        .formatted(
                                period.interval().code(), table(period), where(scope, parameters));
        Map<Instant, Figures> figures = new HashMap<>();
        jdbc.sql(sql)
                .params(parameters)
                .query(row -> {
                    figures.computeIfAbsent(Columns.instant(row, "since"), _ -> new Figures())
                            .add(
                                    new Counted(
                                            row.getString("kind"),
                                            row.getInt("bucket"),
                                            row.getLong("count"),
                                            row.getLong("retries"),
                                            row.getLong("millis")));
                });
        return figures;
    }

    private static String table(Period period) {
        return period.interval() == Interval.MINUTE ? "analytics_minutes" : "analytics_hours";
    }

    private static String where(Scope scope, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder("at >= :from AND at < :to");
        scope.reach()
                .tenant()
                .ifPresent(tenant -> {
                    where.append(" AND tenant = :tenant");
                    parameters.put("tenant", tenant.value());
                });
        scope.subscription()
                .ifPresent(subscription -> {
                    where.append(" AND subscription_id = :subscription");
                    parameters.put("subscription", subscription.value());
                });
        return where.toString();
    }
}
