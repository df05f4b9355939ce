package io.postrider.subscription.jdbc;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.DeliveryId;
import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.audit.DeliveryActs;
import io.postrider.subscription.deadletter.DeadLetter;
import io.postrider.subscription.deadletter.DeadLetterGroup;
import io.postrider.subscription.deadletter.DeadLetters;
import io.postrider.subscription.deadletter.TakenException;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The table {@code dead_letters}. */
public class JdbcDeadLetters implements DeadLetters {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** Where very many webhooks fail, those with the most letters. */
    private static final int MOST_GROUPS = 500;

    private final JdbcClient jdbc;
    private final AuditLog audit;

    public JdbcDeadLetters(JdbcClient jdbc, AuditLog audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    @Override
    public List<DeadLetter> list(Filter filter, Optional<Mark> before, int limit) {
        Where where = DeadLetterRows.atRest(filter);
        before.ifPresent(mark ->
                where.and("(failed_at, delivery_id) < (:markTime, :markId)")
                        .with("markTime", Columns.timestamp(mark.failedAt()))
                        .with("markId", mark.id().value()));
        return jdbc.sql(
                        "SELECT * FROM dead_letters"
                                + where.sql()
                                + " ORDER BY failed_at DESC, delivery_id DESC LIMIT "
                                + limit)
                .params(where.parameters())
                .query((row, _) -> DeadLetterRows.read(row))
                .list();
    }

    @Override
    public List<DeadLetterGroup> groups(Filter filter) {
        Where where = DeadLetterRows.atRest(filter);
        String sql =
                """
                SELECT subscription_id, reason, count(*) AS letters,
                       min(failed_at) AS first_failed_at, max(failed_at) AS last_failed_at
                FROM dead_letters%s
                GROUP BY subscription_id, reason
                ORDER BY letters DESC, subscription_id, reason
                LIMIT %d
                """
                        .formatted(where.sql(), MOST_GROUPS);
        return jdbc.sql(sql)
                .params(where.parameters())
                .query((row, _) ->
                        new DeadLetterGroup(
                                new SubscriptionId(row.getString("subscription_id")),
                                DeadLetterReason.ofCode(row.getString("reason")),
                                row.getLong("letters"),
                                Columns.instant(row, "first_failed_at"),
                                Columns.instant(row, "last_failed_at")))
                .list();
    }

    @Override
    public Optional<DeadLetter> find(Reach reach, DeliveryId id) {
        return select("", reach, id);
    }

    private Optional<DeadLetter> select(String lock, Reach reach, DeliveryId id) {
        Where where = Where.within(reach).and("delivery_id =", id.value());
        return jdbc.sql("SELECT * FROM dead_letters" + where.sql() + lock)
                .params(where.parameters())
                .query((row, _) -> DeadLetterRows.read(row))
                .optional();
    }

    @Override
    @Transactional
    public Optional<DeadLetter> takeBack(
            Caller caller, DeliveryId id, Instant now, Consumer<DeadLetter> replay) {
        Optional<DeadLetter> letter = locked(caller.reach(), id);
        letter.ifPresent(resting -> {
            replay.accept(resting);
            jdbc.sql("UPDATE dead_letters SET replayed_at = :now WHERE delivery_id = :id")
                    .param("now", Columns.timestamp(now))
                    .param("id", id.value())
                    .update();
            audit.add(DeliveryActs.replayed(caller, resting.ref(), resting.replays() + 1));
        });
        return letter;
    }

    private Optional<DeadLetter> locked(Reach reach, DeliveryId id) {
        try {
            return select(" FOR UPDATE NOWAIT", reach, id);
        } catch (DataAccessException e) {
            if (isLocked(e)) {
                throw new TakenException("The delivery is being replayed just now");
            }
            throw e;
        }
    }

    /** Spring has no exception of its own for it. */
    private static boolean isLocked(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException fault
                && LOCK_NOT_AVAILABLE.equals(fault.getSQLState());
    }
}
