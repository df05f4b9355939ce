package io.postrider.subscription.jdbc;

import io.postrider.model.DeliveryId;
import io.postrider.subscription.history.AttemptEntry;
import io.postrider.subscription.history.DeliveryArchive;
import io.postrider.subscription.history.DeliverySummary;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code deliveries} and {@code attempts}. */
public final class JdbcDeliveryArchive implements DeliveryArchive {

    /** The answer is looked up for the chosen deliveries only. */
    private static final String WITH_LAST_ANSWER =
            """
            SELECT d.*, a.response_body AS last_response_body
            FROM (SELECT * FROM deliveries%s) d
            LEFT JOIN LATERAL (
                SELECT response_body FROM attempts
                WHERE delivery_created_at = d.created_at AND delivery_id = d.id
                ORDER BY number DESC LIMIT 1) a ON true
            ORDER BY d.created_at DESC, d.id DESC
            """;

    private final JdbcClient jdbc;

    public JdbcDeliveryArchive(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<DeliverySummary> list(Filter filter, Slice slice) {
        Map<String, Object> parameters = new HashMap<>();
        String where = where(filter, parameters);
        parameters.put("limit", slice.limit());
        String rest =
                switch (slice) {
                    case Slice.Before(var key, _) -> {
                        key.ifPresent(k -> {
                            parameters.put("beforeTime", Columns.timestamp(k.createdAt()));
                            parameters.put("beforeId", k.id().value());
                        });
                        yield key.isPresent()
                                ? " AND (created_at, id) < (:beforeTime, :beforeId)"
                                : "";
                    }
                    case Slice.Skipping _ -> "";
                };
        String skip = slice instanceof Slice.Skipping(long count, _) ? " OFFSET " + count : "";
        return jdbc.sql(
                        WITH_LAST_ANSWER.formatted(
                                where
                                        + rest
                                        + " ORDER BY created_at DESC, id DESC LIMIT :limit"
                                        + skip))
                .params(parameters)
                .query((row, _) -> HistoryRows.summary(row))
                .list();
    }

    @Override
    public long count(Filter filter) {
        Map<String, Object> parameters = new HashMap<>();
        return jdbc.sql("SELECT count(*) FROM deliveries" + where(filter, parameters))
                .params(parameters)
                .query(Long.class)
                .single();
    }

    private static String where(Filter filter, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder(" WHERE subscription_id = :subscription");
        parameters.put("subscription", filter.subscription().value());
        filter.state()
                .ifPresent(state -> {
                    where.append(" AND state = :state");
                    parameters.put("state", state.code());
                });
        filter.type()
                .ifPresent(type -> {
                    where.append(" AND event_type = :type");
                    parameters.put("type", type.value());
                });
        return where.toString();
    }

    /** An event that was dispatched twice, days apart, has its delivery in two partitions. */
    @Override
    public Optional<DeliverySummary> find(DeliveryId id) {
        return jdbc.sql(
                        WITH_LAST_ANSWER.formatted(
                                " WHERE id = :id ORDER BY created_at DESC LIMIT 1"))
                .param("id", id.value())
                .query((row, _) -> HistoryRows.summary(row))
                .optional();
    }

    @Override
    public List<AttemptEntry> attempts(DeliveryId id) {
        return jdbc.sql(
                        """
                        SELECT a.*, a.next_attempt_at AS attempt_due_at
                        FROM deliveries d JOIN attempts a
                            ON a.delivery_created_at = d.created_at AND a.delivery_id = d.id
                        WHERE d.id = :id
                        ORDER BY a.delivery_created_at, a.number
                        """)
                .param("id", id.value())
                .query((row, _) -> HistoryRows.attempt(row))
                .list();
    }
}
