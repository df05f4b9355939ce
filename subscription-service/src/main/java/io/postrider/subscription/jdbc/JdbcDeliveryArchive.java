package io.postrider.subscription.jdbc;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.model.topic.Topic;
import io.postrider.subscription.history.AttemptEntry;
import io.postrider.subscription.history.DeliveryArchive;
import io.postrider.subscription.history.DeliveryRef;
import io.postrider.subscription.history.DeliveryState;
import io.postrider.subscription.history.DeliverySummary;
import io.postrider.subscription.history.LastOutcome;
import io.postrider.subscription.history.RecordPlace;
import io.postrider.subscription.history.Standing;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads {@code deliveries} and {@code attempts}. */
public final class JdbcDeliveryArchive implements DeliveryArchive {

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
                        "SELECT * FROM deliveries"
                                + where
                                + rest
                                + " ORDER BY created_at DESC, id DESC LIMIT :limit"
                                + skip)
                .params(parameters)
                .query((row, _) -> summary(row))
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
        return jdbc.sql("SELECT * FROM deliveries WHERE id = :id ORDER BY created_at DESC LIMIT 1")
                .param("id", id.value())
                .query((row, _) -> summary(row))
                .optional();
    }

    @Override
    public List<AttemptEntry> attempts(DeliveryId id) {
        return jdbc.sql(
                        """
                        SELECT a.* FROM deliveries d JOIN attempts a
                            ON a.delivery_created_at = d.created_at AND a.delivery_id = d.id
                        WHERE d.id = :id
                        ORDER BY a.delivery_created_at, a.number
                        """)
                .param("id", id.value())
                .query((row, _) -> attempt(row))
                .list();
    }

    private static DeliverySummary summary(ResultSet row) throws SQLException {
        return new DeliverySummary(
                new DeliveryRef(
                        new DeliveryId(row.getString("id")),
                        Columns.instant(row, "created_at"),
                        new TenantId(row.getString("tenant")),
                        new SubscriptionId(row.getString("subscription_id")),
                        new EventId(row.getString("event_id")),
                        new EventType(row.getString("event_type"))),
                new Standing(
                        DeliveryState.ofCode(row.getString("state")),
                        row.getInt("attempts"),
                        row.getInt("replays"),
                        Columns.optionalText(row, "reason").map(DeadLetterReason::ofCode),
                        Columns.optionalInstant(row, "next_attempt_at"),
                        Columns.optionalInstant(row, "completed_at")),
                row.getLong("outcome_rank") < 0
                        ? Optional.empty()
                        : Optional.of(answer(row, "last_status", "last_error")),
                place(row),
                Columns.instant(row, "updated_at"));
    }

    private static LastOutcome answer(ResultSet row, String status, String error)
            throws SQLException {
        return new LastOutcome(Columns.optionalInt(row, status), Columns.optionalText(row, error));
    }

    private static Optional<RecordPlace> place(ResultSet row) throws SQLException {
        Optional<String> name = Columns.optionalText(row, "record_topic");
        RecordPosition position =
                new RecordPosition(row.getInt("record_partition"), row.getLong("record_offset"));
        return name.flatMap(JdbcDeliveryArchive::topicNamed)
                .map(topic -> new RecordPlace(topic, position));
    }

    private static Optional<Topic> topicNamed(String name) {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.shortName().equals(name))
                .findFirst();
    }

    private static AttemptEntry attempt(ResultSet row) throws SQLException {
        return new AttemptEntry(
                row.getInt("number"),
                URI.create(row.getString("url")),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "finished_at"),
                row.getString("outcome"),
                answer(row, "status", "error"),
                Objects.requireNonNullElse(row.getString("response_body"), ""),
                row.getString("result"),
                Columns.optionalInstant(row, "next_attempt_at"));
    }
}
