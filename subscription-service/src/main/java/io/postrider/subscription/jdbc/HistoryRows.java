package io.postrider.subscription.jdbc;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.RecordPosition;
import io.postrider.model.ResponseHeaders;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.model.topic.Topic;
import io.postrider.subscription.history.AttemptEntry;
import io.postrider.subscription.history.DeliveryRef;
import io.postrider.subscription.history.DeliveryState;
import io.postrider.subscription.history.DeliverySummary;
import io.postrider.subscription.history.LastOutcome;
import io.postrider.subscription.history.RecordPlace;
import io.postrider.subscription.history.Standing;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** Reads rows of {@code deliveries} and {@code attempts}. */
final class HistoryRows {

    private HistoryRows() {}

    /** A row of deliveries, and {@code last_response_body}. */
    static DeliverySummary summary(ResultSet row) throws SQLException {
        return new DeliverySummary(
                ref(row),
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
                Objects.requireNonNullElse(row.getString("last_response_body"), ""),
                place(row),
                Columns.instant(row, "updated_at"));
    }

    static DeliveryRef ref(ResultSet row) throws SQLException {
        return new DeliveryRef(
                new DeliveryId(row.getString("id")),
                Columns.instant(row, "created_at"),
                new TenantId(row.getString("tenant")),
                new SubscriptionId(row.getString("subscription_id")),
                new EventId(row.getString("event_id")),
                new EventType(row.getString("event_type")));
    }

    private static LastOutcome answer(ResultSet row, String status, String error)
            throws SQLException {
        return new LastOutcome(Columns.optionalInt(row, status), Columns.optionalText(row, error));
    }

    static Optional<RecordPlace> place(ResultSet row) throws SQLException {
        Optional<String> name = Columns.optionalText(row, "record_topic");
        RecordPosition position =
                new RecordPosition(row.getInt("record_partition"), row.getLong("record_offset"));
        return name.flatMap(HistoryRows::topicNamed).map(topic -> new RecordPlace(topic, position));
    }

    private static Optional<Topic> topicNamed(String name) {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.shortName().equals(name))
                .findFirst();
    }

    /** A row of attempts. */
    static AttemptEntry attempt(ResultSet row) throws SQLException {
        return new AttemptEntry(
                row.getInt("number"),
                URI.create(row.getString("url")),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "finished_at"),
                row.getString("outcome"),
                answer(row, "status", "error"),
                new ResponseHeaders(
                        Objects.requireNonNullElse(row.getString("response_headers"), "")),
                Objects.requireNonNullElse(row.getString("response_body"), ""),
                row.getString("result"),
                Columns.optionalInstant(row, "attempt_due_at"));
    }
}
