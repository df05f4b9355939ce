package io.postrider.subscription.jdbc;

import io.postrider.model.DeadLetterReason;
import io.postrider.subscription.history.DeliveryFacts;
import io.postrider.subscription.history.HistoryBatch.AttemptFact;
import io.postrider.subscription.history.HistoryBatch.DeadLetterFact;
import io.postrider.subscription.history.HistoryBatch.InvalidFact;
import io.postrider.subscription.history.Ranked;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** How facts are added to what is known, whatever their order. */
final class HistoryStatements {

    static final String DELIVERIES =
            """
            INSERT INTO deliveries AS d (
                id, created_at, tenant, subscription_id, event_id, event_type,
                rank, state, attempts, replays, reason, next_attempt_at, completed_at, updated_at,
                outcome_rank, last_status, last_error,
                record_rank, record_topic, record_partition, record_offset)
            SELECT * FROM unnest(
                ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::int8[], ?::text[], ?::int4[], ?::int4[], ?::text[], ?::timestamptz[],
                ?::timestamptz[], ?::timestamptz[],
                ?::int8[], ?::int4[], ?::text[],
                ?::int8[], ?::text[], ?::int4[], ?::int8[])
            ON CONFLICT (id, created_at) DO UPDATE SET
                (rank, state, attempts, replays, reason, next_attempt_at, completed_at) =
                    (SELECT v.* FROM (SELECT
                         excluded.rank, excluded.state, excluded.attempts, excluded.replays,
                         excluded.reason, excluded.next_attempt_at, excluded.completed_at
                         WHERE excluded.rank >= d.rank
                     UNION ALL SELECT
                         d.rank, d.state, d.attempts, d.replays,
                         d.reason, d.next_attempt_at, d.completed_at
                         WHERE excluded.rank < d.rank) v),
                updated_at = greatest(excluded.updated_at, d.updated_at),
                (outcome_rank, last_status, last_error) =
                    (SELECT v.* FROM (SELECT
                         excluded.outcome_rank, excluded.last_status, excluded.last_error
                         WHERE excluded.outcome_rank >= d.outcome_rank
                     UNION ALL SELECT
                         d.outcome_rank, d.last_status, d.last_error
                         WHERE excluded.outcome_rank < d.outcome_rank) v),
                (record_rank, record_topic, record_partition, record_offset) =
                    (SELECT v.* FROM (SELECT
                         excluded.record_rank, excluded.record_topic,
                         excluded.record_partition, excluded.record_offset
                         WHERE excluded.record_rank >= d.record_rank
                     UNION ALL SELECT
                         d.record_rank, d.record_topic, d.record_partition, d.record_offset
                         WHERE excluded.record_rank < d.record_rank) v)
            """;

    static final String ATTEMPTS =
            """
            INSERT INTO attempts AS a (
                delivery_id, delivery_created_at, number, url, started_at, finished_at,
                outcome, status, error, response_headers, response_body, result, next_attempt_at)
            SELECT * FROM unnest(
                ?::text[], ?::timestamptz[], ?::int4[], ?::text[], ?::timestamptz[],
                ?::timestamptz[], ?::text[], ?::int4[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::timestamptz[])
            ON CONFLICT (delivery_id, number, delivery_created_at) DO UPDATE SET
                url = excluded.url,
                started_at = excluded.started_at,
                finished_at = excluded.finished_at,
                outcome = excluded.outcome,
                status = excluded.status,
                error = excluded.error,
                response_headers = excluded.response_headers,
                response_body = excluded.response_body,
                result = excluded.result,
                next_attempt_at = excluded.next_attempt_at
            WHERE excluded.finished_at > a.finished_at
            """;

    /** An event published again begins its delivery anew: under the same id, with no replays. */
    static final String DEAD_LETTERS =
            """
            INSERT INTO dead_letters AS l (
                delivery_id, delivery_created_at, tenant, subscription_id, event_id, event_type,
                reason, detail, status, attempts, replays, failed_at,
                record_partition, record_offset)
            SELECT * FROM unnest(
                ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::int4[], ?::int4[], ?::int4[], ?::timestamptz[],
                ?::int4[], ?::int8[])
            ON CONFLICT (delivery_id) DO UPDATE SET
                delivery_created_at = excluded.delivery_created_at,
                tenant = excluded.tenant,
                event_type = excluded.event_type,
                reason = excluded.reason,
                detail = excluded.detail,
                status = excluded.status,
                attempts = excluded.attempts,
                replays = excluded.replays,
                failed_at = excluded.failed_at,
                record_partition = excluded.record_partition,
                record_offset = excluded.record_offset,
                replayed_at = CASE WHEN (excluded.delivery_created_at, excluded.replays)
                                        > (l.delivery_created_at, l.replays) THEN NULL
                                   ELSE l.replayed_at END
            WHERE (excluded.delivery_created_at, excluded.replays)
                  >= (l.delivery_created_at, l.replays)
            """;

    static final String REPLAYED =
            """
            UPDATE dead_letters l SET replayed_at = d.updated_at
            FROM deliveries d
            WHERE l.delivery_id = ANY (?)
              AND l.replayed_at IS NULL
              AND d.id = l.delivery_id
              AND d.created_at = l.delivery_created_at
              AND d.replays > l.replays
            """;

    static final String INVALID =
            """
            INSERT INTO invalid_records (
                topic, record_partition, record_offset, reason, excerpt, found_at)
            SELECT * FROM unnest(
                ?::text[], ?::int4[], ?::int8[], ?::text[], ?::text[], ?::timestamptz[])
            ON CONFLICT DO NOTHING
            """;

    /** Where nothing is known yet. */
    static final long NO_RANK = -1;

    private HistoryStatements() {}

    static void deliveries(PreparedStatement statement, Collection<DeliveryFacts> rows)
            throws SQLException {
        new ColumnArrays<>(statement, rows)
                .text(row -> row.ref().id().value())
                .time(row -> row.ref().createdAt())
                .text(row -> row.ref().tenant().value())
                .text(row -> row.ref().subscription().value())
                .text(row -> row.ref().event().value())
                .text(row -> row.ref().type().value())
                .number(row -> row.standing().rank())
                .text(row -> row.standing().value().state().code())
                .integer(row -> row.standing().value().attempts())
                .integer(row -> row.standing().value().replays())
                .optionalText(row -> row.standing().value().reason().map(DeadLetterReason::code))
                .optionalTime(row -> row.standing().value().nextAttemptAt())
                .optionalTime(row -> row.standing().value().completedAt())
                .time(DeliveryFacts::updatedAt)
                .number(row -> row.lastOutcome().map(Ranked::rank).orElse(NO_RANK))
                .optionalInteger(row -> row.lastOutcome().flatMap(last -> last.value().status()))
                .optionalText(row -> row.lastOutcome().flatMap(last -> last.value().error()))
                .number(row -> row.place().map(Ranked::rank).orElse(NO_RANK))
                .optionalText(row -> row.place().map(place -> place.value().topic().shortName()))
                .optionalInteger(
                        row -> row.place().map(place -> place.value().position().partition()))
                .optionalNumber(row -> row.place().map(place -> place.value().position().offset()));
    }

    static void attempts(PreparedStatement statement, Collection<AttemptFact> rows)
            throws SQLException {
        new ColumnArrays<>(statement, rows)
                .text(row -> row.delivery().id().value())
                .time(row -> row.delivery().createdAt())
                .integer(row -> row.attempt().number())
                .text(row -> row.attempt().url().toString())
                .time(row -> row.attempt().startedAt())
                .time(row -> row.attempt().finishedAt())
                .text(row -> row.attempt().outcome())
                .optionalInteger(row -> row.attempt().answer().status())
                .optionalText(row -> row.attempt().answer().error())
                .text(row -> row.attempt().responseHeaders().lines())
                .text(row -> row.attempt().responseBody())
                .text(row -> row.attempt().result())
                .optionalTime(row -> row.attempt().nextAttemptAt());
    }

    static void deadLetters(PreparedStatement statement, Collection<DeadLetterFact> rows)
            throws SQLException {
        new ColumnArrays<>(statement, rows)
                .text(row -> row.ref().id().value())
                .time(row -> row.ref().createdAt())
                .text(row -> row.ref().tenant().value())
                .text(row -> row.ref().subscription().value())
                .text(row -> row.ref().event().value())
                .text(row -> row.ref().type().value())
                .text(row -> row.reason().code())
                .text(DeadLetterFact::detail)
                .optionalInteger(DeadLetterFact::status)
                .integer(DeadLetterFact::attempts)
                .integer(DeadLetterFact::replays)
                .time(DeadLetterFact::failedAt)
                .integer(row -> row.position().partition())
                .number(row -> row.position().offset());
    }

    static void invalid(PreparedStatement statement, Collection<InvalidFact> rows)
            throws SQLException {
        new ColumnArrays<>(statement, rows)
                .text(InvalidFact::topic)
                .integer(row -> row.position().partition())
                .number(row -> row.position().offset())
                .text(InvalidFact::reason)
                .text(InvalidFact::excerpt)
                .time(InvalidFact::foundAt);
    }
}
