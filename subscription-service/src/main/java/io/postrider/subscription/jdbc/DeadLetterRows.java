package io.postrider.subscription.jdbc;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.subscription.deadletter.DeadLetter;
import io.postrider.subscription.deadletter.DeadLetters;
import io.postrider.subscription.history.DeliveryRef;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of {@code dead_letters}. */
final class DeadLetterRows {

    private DeadLetterRows() {}

    /** Those that the filter finds and nobody has had replayed. */
    static Where atRest(DeadLetters.Filter filter) {
        Where where = Where.within(filter.reach()).and("replayed_at IS NULL");
        filter.subscription().ifPresent(id -> where.and("subscription_id =", id.value()));
        filter.type().ifPresent(type -> where.and("event_type =", type.value()));
        filter.reason().ifPresent(reason -> where.and("reason =", reason.code()));
        filter.from().ifPresent(from -> where.and("failed_at >=", Columns.timestamp(from)));
        filter.to().ifPresent(to -> where.and("failed_at <", Columns.timestamp(to)));
        return where;
    }

    static DeadLetter read(ResultSet row) throws SQLException {
        return new DeadLetter(
                new DeliveryRef(
                        new DeliveryId(row.getString("delivery_id")),
                        Columns.instant(row, "delivery_created_at"),
                        new TenantId(row.getString("tenant")),
                        new SubscriptionId(row.getString("subscription_id")),
                        new EventId(row.getString("event_id")),
                        new EventType(row.getString("event_type"))),
                DeadLetterReason.ofCode(row.getString("reason")),
                row.getString("detail"),
                Columns.optionalInt(row, "status"),
                row.getInt("attempts"),
                row.getInt("replays"),
                Columns.instant(row, "failed_at"),
                new RecordPosition(row.getInt("record_partition"), row.getLong("record_offset")),
                Columns.optionalInstant(row, "replayed_at"));
    }
}
