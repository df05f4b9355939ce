package io.postrider.subscription.jdbc;

import io.postrider.model.DeliveryId;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.history.AttemptEntry;
import io.postrider.subscription.history.DeliveryArchive;
import io.postrider.subscription.history.DeliverySummary;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        Where where = where(filter);
        if (slice instanceof Slice.Before(var key, _)) {
            key.ifPresent(k ->
                    where.and("(created_at, id) < (:beforeTime, :beforeId)")
                            .with("beforeTime", Columns.timestamp(k.createdAt()))
                            .with("beforeId", k.id().value()));
        }
        String skip = slice instanceof Slice.Skipping(long count, _) ? " OFFSET " + count : "";
        return jdbc.sql(
                        WITH_LAST_ANSWER.formatted(
                                where.sql()
                                        + " ORDER BY created_at DESC, id DESC LIMIT "
                                        + slice.limit()
                                        + skip))
                .params(where.parameters())
                .query((row, _) -> HistoryRows.summary(row))
                .list();
    }

    @Override
    public long count(Filter filter) {
        Where where = where(filter);
        return jdbc.sql("SELECT count(*) FROM deliveries" + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
    }

    private static Where where(Filter filter) {
        Where where =
                Where.within(filter.reach())
                        .and("subscription_id =", filter.subscription().value());
        filter.state().ifPresent(state -> where.and("state =", state.code()));
        filter.type().ifPresent(type -> where.and("event_type =", type.value()));
        return where;
    }

    /** An event that was dispatched twice, days apart, has its delivery in two partitions. */
    @Override
    public Optional<DeliverySummary> find(Reach reach, DeliveryId id) {
        Where where = Where.within(reach).and("id =", id.value());
        return jdbc.sql(
                        WITH_LAST_ANSWER.formatted(
                                where.sql() + " ORDER BY created_at DESC LIMIT 1"))
                .params(where.parameters())
                .query((row, _) -> HistoryRows.summary(row))
                .optional();
    }

    @Override
    public List<DeliverySummary> findAll(Reach reach, Set<DeliveryId> ids) {
        Where where =
                Where.within(reach)
                        .and("id = ANY(:ids)")
                        .with("ids", ids.stream().map(DeliveryId::value).toArray(String[]::new));
        return jdbc.sql(WITH_LAST_ANSWER.formatted(where.sql()))
                .params(where.parameters())
                .query((row, _) -> HistoryRows.summary(row))
                .list();
    }

    @Override
    public List<AttemptEntry> attempts(Reach reach, DeliveryId id) {
        Where where = Where.within(reach).and("d.id =", id.value());
        return jdbc.sql(
                        """
                        SELECT a.*, a.next_attempt_at AS attempt_due_at
                        FROM deliveries d JOIN attempts a
                            ON a.delivery_created_at = d.created_at AND a.delivery_id = d.id
                        %s
                        ORDER BY a.delivery_created_at, a.number
                        """
                                .formatted(where.sql()))
                .params(where.parameters())
                .query((row, _) -> HistoryRows.attempt(row))
                .list();
    }
}
