package io.postrider.subscription.jdbc;

import io.postrider.model.DeadLetterReason;
import io.postrider.subscription.history.AttemptEntry;
import io.postrider.subscription.history.DeliveryFacts;
import io.postrider.subscription.history.DeliveryRef;
import io.postrider.subscription.history.HistoryBatch.AttemptFact;
import io.postrider.subscription.history.LastOutcome;
import io.postrider.subscription.history.Ranked;
import io.postrider.subscription.history.RecordPlace;
import io.postrider.subscription.history.Standing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Writes rows of which none is there yet, at a third of the cost of adding to what is known. */
final class HistoryCopy {

    private static final int DELIVERY_COLUMNS = 21;
    private static final int ATTEMPT_COLUMNS = 13;

    private static final String DELIVERY_ROWS =
            """
             (
                id, created_at, tenant, subscription_id, event_id, event_type,
                rank, state, attempts, replays, reason, next_attempt_at, completed_at, updated_at,
                outcome_rank, last_status, last_error,
                record_rank, record_topic, record_partition, record_offset)
            FROM STDIN (FORMAT binary)
            """;

    private static final String ATTEMPT_ROWS =
            """
             (
                delivery_id, delivery_created_at, number, url, started_at, finished_at,
                outcome, status, error, response_headers, response_body, result, next_attempt_at)
            FROM STDIN (FORMAT binary)
            """;

    private HistoryCopy() {}

    static void deliveries(Connection connection, String table, List<DeliveryFacts> rows)
            throws SQLException {
        try (CopyRows copy = new CopyRows(connection, "COPY " + table + DELIVERY_ROWS)) {
            for (DeliveryFacts row : rows) {
                add(copy.row(DELIVERY_COLUMNS), row);
            }
            copy.finish();
        }
    }

    private static void add(CopyRows copy, DeliveryFacts row) {
        DeliveryRef ref = row.ref();
        Standing standing = row.standing().value();
        copy.text(ref.id().value())
                .time(ref.createdAt())
                .text(ref.tenant().value())
                .text(ref.subscription().value())
                .text(ref.event().value())
                .text(ref.type().value())
                .number(row.standing().rank())
                .text(standing.state().code())
                .integer(standing.attempts())
                .integer(standing.replays())
                .optionalText(standing.reason().map(DeadLetterReason::code))
                .optionalTime(standing.nextAttemptAt())
                .optionalTime(standing.completedAt())
                .time(row.updatedAt());
        addOutcome(copy, row.lastOutcome());
        addPlace(copy, row.place());
    }

    private static void addOutcome(CopyRows copy, Optional<Ranked<LastOutcome>> outcome) {
        if (outcome.isEmpty()) {
            copy.number(HistoryStatements.NO_RANK).none().none();
            return;
        }
        LastOutcome last = outcome.get().value();
        copy.number(outcome.get().rank()).optionalInteger(last.status()).optionalText(last.error());
    }

    private static void addPlace(CopyRows copy, Optional<Ranked<RecordPlace>> known) {
        if (known.isEmpty()) {
            copy.number(HistoryStatements.NO_RANK).none().none().none();
            return;
        }
        RecordPlace place = known.get().value();
        copy.number(known.get().rank())
                .text(place.topic().shortName())
                .integer(place.position().partition())
                .number(place.position().offset());
    }

    static void attempts(Connection connection, String table, List<AttemptFact> rows)
            throws SQLException {
        try (CopyRows copy = new CopyRows(connection, "COPY " + table + ATTEMPT_ROWS)) {
            for (AttemptFact row : rows) {
                add(copy.row(ATTEMPT_COLUMNS), row);
            }
            copy.finish();
        }
    }

    private static void add(CopyRows copy, AttemptFact row) {
        AttemptEntry attempt = row.attempt();
        copy.text(row.delivery().id().value())
                .time(row.delivery().createdAt())
                .integer(attempt.number())
                .text(attempt.url().toString())
                .time(attempt.startedAt())
                .time(attempt.finishedAt())
                .text(attempt.outcome())
                .optionalInteger(attempt.answer().status())
                .optionalText(attempt.answer().error())
                .text(attempt.responseHeaders().lines())
                .text(attempt.responseBody())
                .text(attempt.result())
                .optionalTime(attempt.nextAttemptAt());
    }
}
