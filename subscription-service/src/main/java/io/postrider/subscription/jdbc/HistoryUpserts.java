package io.postrider.subscription.jdbc;

import io.postrider.model.DeliveryId;
import io.postrider.subscription.history.DeliveryFacts;
import io.postrider.subscription.history.DeliveryKey;
import io.postrider.subscription.history.HistoryBatch.AttemptFact;
import io.postrider.subscription.history.HistoryBatch.DeadLetterFact;
import io.postrider.subscription.jdbc.HistoryTally.AttemptKey;

import org.springframework.jdbc.core.JdbcTemplate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Adds to what is known, and says what of it is news. */
final class HistoryUpserts {

    private static final String NEWS =
            "WITH told AS (%s RETURNING %s) SELECT %s FROM told WHERE news";

    private static final String DELIVERIES =
            NEWS.formatted(
                    HistoryStatements.DELIVERIES,
                    "new.id, new.created_at, old.id IS NULL AS news",
                    "id, created_at");

    private static final String ATTEMPTS =
            NEWS.formatted(
                    HistoryStatements.ATTEMPTS,
                    "new.delivery_id, new.delivery_created_at, new.number,"
                            + " old.delivery_id IS NULL AS news",
                    "delivery_id, delivery_created_at, number");

    /** Another replay, or the event published again, makes a letter fail anew. */
    private static final String DEAD_LETTERS =
            NEWS.formatted(
                    HistoryStatements.DEAD_LETTERS,
                    "new.delivery_id, old.delivery_id IS NULL"
                            + " OR (new.delivery_created_at, new.replays)"
                            + " > (old.delivery_created_at, old.replays) AS news",
                    "delivery_id");

    private final JdbcTemplate jdbc;

    HistoryUpserts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Set<DeliveryKey> deliveries(List<DeliveryFacts> rows) {
        if (rows.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(
                jdbc.query(
                        DELIVERIES,
                        statement -> HistoryStatements.deliveries(statement, rows),
                        (row, _) ->
                                new DeliveryKey(
                                        Columns.instant(row, "created_at"),
                                        new DeliveryId(row.getString("id")))));
    }

    Set<AttemptKey> attempts(List<AttemptFact> rows) {
        if (rows.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(
                jdbc.query(
                        ATTEMPTS,
                        statement -> HistoryStatements.attempts(statement, rows),
                        (row, _) ->
                                new AttemptKey(
                                        new DeliveryKey(
                                                Columns.instant(row, "delivery_created_at"),
                                                new DeliveryId(row.getString("delivery_id"))),
                                        row.getInt("number"))));
    }

    Set<DeliveryId> deadLetters(List<DeadLetterFact> rows) {
        if (rows.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(
                jdbc.query(
                        DEAD_LETTERS,
                        statement -> HistoryStatements.deadLetters(statement, rows),
                        (row, _) -> new DeliveryId(row.getString("delivery_id"))));
    }
}
