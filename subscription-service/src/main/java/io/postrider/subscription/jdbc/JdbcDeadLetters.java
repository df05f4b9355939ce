package io.postrider.subscription.jdbc;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.subscription.deadletter.DeadLetter;
import io.postrider.subscription.deadletter.DeadLetterGroup;
import io.postrider.subscription.deadletter.DeadLetters;
import io.postrider.subscription.history.DeliveryRef;
import io.postrider.subscription.refusal.RefusedException;

import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The table {@code dead_letters}. */
public class JdbcDeadLetters implements DeadLetters {

    /** Where very many webhooks fail, those with the most letters. */
    private static final int MOST_GROUPS = 500;

    private final JdbcClient jdbc;

    public JdbcDeadLetters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<DeadLetter> list(Filter filter, Optional<Mark> before, int limit) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder sql =
                new StringBuilder("SELECT * FROM dead_letters").append(where(filter, parameters));
        before.ifPresent(mark -> {
            sql.append(" AND (failed_at, delivery_id) < (:markTime, :markId)");
            parameters.put("markTime", Columns.timestamp(mark.failedAt()));
            parameters.put("markId", mark.id().value());
        });
        sql.append(" ORDER BY failed_at DESC, delivery_id DESC LIMIT :limit");
        parameters.put("limit", limit);
        return jdbc.sql(sql.toString()).params(parameters).query((row, _) -> letter(row)).list();
    }

    @Override
    public List<DeadLetterGroup> groups(Filter filter) {
        Map<String, Object> parameters = new HashMap<>();
        String sql =
                """
                SELECT subscription_id, reason, count(*) AS letters,
                       min(failed_at) AS first_failed_at, max(failed_at) AS last_failed_at
                FROM dead_letters%s
                GROUP BY subscription_id, reason
                ORDER BY letters DESC, subscription_id, reason
                LIMIT %d
                """
                        .formatted(where(filter, parameters), MOST_GROUPS);
        return jdbc.sql(sql)
                .params(parameters)
                .query((row, _) ->
                        new DeadLetterGroup(
                                new SubscriptionId(row.getString("subscription_id")),
                                DeadLetterReason.ofCode(row.getString("reason")),
                                row.getLong("letters"),
                                Columns.instant(row, "first_failed_at"),
                                Columns.instant(row, "last_failed_at")))
                .list();
    }

    private static String where(Filter filter, Map<String, Object> parameters) {
        StringBuilder sql = new StringBuilder(" WHERE replayed_at IS NULL");
        filter.tenant().ifPresent(tenant -> add(sql, parameters, "tenant =", tenant.value()));
        filter.subscription()
                .ifPresent(id -> add(sql, parameters, "subscription_id =", id.value()));
        filter.type().ifPresent(type -> add(sql, parameters, "event_type =", type.value()));
        filter.reason().ifPresent(reason -> add(sql, parameters, "reason =", reason.code()));
        filter.from()
                .ifPresent(from -> add(sql, parameters, "failed_at >=", Columns.timestamp(from)));
        filter.to().ifPresent(to -> add(sql, parameters, "failed_at <", Columns.timestamp(to)));
        return sql.toString();
    }

    private static void add(
            StringBuilder sql, Map<String, Object> parameters, String comparison, Object value) {
        String name = "p" + parameters.size();
        sql.append(" AND ").append(comparison).append(" :").append(name);
        parameters.put(name, value);
    }

    @Override
    public Optional<DeadLetter> find(DeliveryId id) {
        return select("", id);
    }

    private Optional<DeadLetter> select(String lock, DeliveryId id) {
        return jdbc.sql("SELECT * FROM dead_letters WHERE delivery_id = :id" + lock)
                .param("id", id.value())
                .query((row, _) -> letter(row))
                .optional();
    }

    @Override
    @Transactional
    public Optional<DeadLetter> takeBack(DeliveryId id, Instant now, Consumer<DeadLetter> replay) {
        Optional<DeadLetter> letter = locked(id);
        letter.ifPresent(resting -> {
            replay.accept(resting);
            jdbc.sql("UPDATE dead_letters SET replayed_at = :now WHERE delivery_id = :id")
                    .param("now", Columns.timestamp(now))
                    .param("id", id.value())
                    .update();
        });
        return letter;
    }

    private Optional<DeadLetter> locked(DeliveryId id) {
        try {
            return select(" FOR UPDATE NOWAIT", id);
        } catch (PessimisticLockingFailureException _) {
            throw RefusedException.conflict("The delivery is being replayed just now");
        }
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
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
