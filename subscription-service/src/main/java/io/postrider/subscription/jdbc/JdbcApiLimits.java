package io.postrider.subscription.jdbc;

import io.postrider.subscription.limit.Allowance;
import io.postrider.subscription.limit.ApiLimit;
import io.postrider.subscription.limit.ApiLimits;
import io.postrider.subscription.limit.LimitedAction;

import org.springframework.jdbc.core.simple.JdbcClient;

/** One row per caller and action; PostgreSQL's clock and row lock make instances agree. */
public final class JdbcApiLimits implements ApiLimits {

    private static final String TAKE =
            """
            INSERT INTO api_limits AS known (caller, action, window_start, used)
            VALUES (:caller, :action, now(), 1)
            ON CONFLICT (caller, action) DO UPDATE SET
                used = CASE WHEN known.window_start + make_interval(secs => :seconds) <= now()
                            THEN 1 ELSE least(known.used, :requests) + 1 END,
                window_start = CASE WHEN known.window_start + make_interval(secs => :seconds) <= now()
                                    THEN now() ELSE known.window_start END
            RETURNING used, window_start, now() AS counted_at
            """;

    private final JdbcClient jdbc;

    public JdbcApiLimits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Allowance take(String caller, LimitedAction action, ApiLimit limit) {
        return jdbc.sql(TAKE)
                .param("caller", caller)
                .param("action", action.code())
                .param("seconds", (double) limit.window().toSeconds())
                .param("requests", limit.requests())
                .query((row, _) ->
                        Allowance.of(
                                limit,
                                row.getInt("used"),
                                Columns.instant(row, "window_start"),
                                Columns.instant(row, "counted_at")))
                .single();
    }
}
