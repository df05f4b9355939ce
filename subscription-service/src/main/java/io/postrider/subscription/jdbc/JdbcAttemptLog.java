package io.postrider.subscription.jdbc;

import io.postrider.subscription.history.AttemptLog;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.Optional;

/** Reads {@code attempts} in the order of {@code deliveries}, which has the index for it. */
public final class JdbcAttemptLog implements AttemptLog {

    /** OFFSET 0 keeps the planner from sorting all there is before it takes a page. */
    private static final String ATTEMPTS =
            """
            SELECT d.id, d.created_at, d.tenant, d.subscription_id, d.event_id, d.event_type,
                   d.record_topic, d.record_partition, d.record_offset,
                   a.number, a.url, a.started_at, a.finished_at, a.outcome, a.status, a.error,
                   a.response_headers, a.response_body, a.result, a.next_attempt_at AS attempt_due_at
            FROM deliveries d
            CROSS JOIN LATERAL (
                SELECT * FROM attempts
                WHERE delivery_created_at = d.created_at AND delivery_id = d.id
                ORDER BY number DESC OFFSET 0) a
            """;

    private final JdbcClient jdbc;

    public JdbcAttemptLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<LoggedAttempt> list(Filter filter, Optional<Mark> before, int limit) {
        Where where =
                Where.within(filter.reach())
                        .and("d.subscription_id =", filter.subscription().value());
        filter.succeeded()
                .ifPresent(succeeded ->
                        where.and(
                                succeeded
                                        ? "a.outcome = 'acknowledged'"
                                        : "a.outcome <> 'acknowledged'"));
        before.ifPresent(mark ->
                where.and("(d.created_at, d.id) <= (:time, :id)")
                        .and("(d.created_at, d.id, a.number) < (:time, :id, :number)")
                        .with("time", Columns.timestamp(mark.delivery().createdAt()))
                        .with("id", mark.delivery().id().value())
                        .with("number", mark.number()));
        return jdbc.sql(
                        ATTEMPTS
                                + where.sql()
                                + " ORDER BY d.created_at DESC, d.id DESC, a.number DESC LIMIT "
                                + limit)
                .params(where.parameters())
                .query((row, _) ->
                        new LoggedAttempt(
                                HistoryRows.ref(row),
                                HistoryRows.place(row),
                                HistoryRows.attempt(row)))
                .list();
    }
}
