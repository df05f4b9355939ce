package io.postrider.subscription.jdbc;

import io.postrider.subscription.history.DeliveryFacts;
import io.postrider.subscription.history.HistoryBatch;
import io.postrider.subscription.history.HistoryBatch.AttemptFact;
import io.postrider.subscription.history.Retention;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Inserts what is new with COPY, straight into the partition of its day. Where a row is there after
 * all the group it is in is left to the statements that add to what is known.
 */
final class HistoryInserts {

    private static final Logger log = LoggerFactory.getLogger(HistoryInserts.class);

    /** A row is there already; or a partition no longer is, having been dropped by another. */
    private static final Set<String> LEFT_TO_UPSERT = Set.of("23505", "42P01");

    private final JdbcTemplate jdbc;
    private final HistoryPartitions partitions;

    HistoryInserts(JdbcTemplate jdbc, HistoryPartitions partitions) {
        this.jdbc = jdbc;
        this.partitions = partitions;
    }

    /** Deliveries and attempts, sorted by their keys. */
    record Rows(List<DeliveryFacts> deliveries, List<AttemptFact> attempts) {

        static Rows of(HistoryBatch batch) {
            return new Rows(batch.deliveries(), batch.attempts());
        }

        private Rows where(Predicate<DeliveryFacts> delivery, Predicate<AttemptFact> attempt) {
            return new Rows(
                    deliveries.stream().filter(delivery).toList(),
                    attempts.stream().filter(attempt).toList());
        }
    }

    /**
     * Inserts as part of the transaction that runs, and returns what is still to be written.
     * Deliveries without an attempt are a group of their own: their attempt may have come first.
     */
    Rows insert(Rows rows, Instant now) {
        boolean whole =
                inserted(rows.where(row -> row.isNew() && !row.isHalf(), AttemptFact::ofNew), now);
        boolean halves = inserted(rows.where(row -> row.isNew() && row.isHalf(), _ -> false), now);
        return rows.where(
                row -> !row.isNew() || !(row.isHalf() ? halves : whole),
                row -> !row.ofNew() || !whole);
    }

    private boolean inserted(Rows rows, Instant now) {
        if (rows.deliveries().isEmpty()) {
            return true;
        }
        ConnectionCallback<Boolean> work = connection -> inserted(connection, rows, now);
        return Boolean.TRUE.equals(jdbc.execute(work));
    }

    private boolean inserted(Connection connection, Rows rows, Instant now) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            copy(connection, rows, now);
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (!LEFT_TO_UPSERT.contains(e.getSQLState())) {
                throw e;
            }
            log.debug("not all of {} deliveries are new", rows.deliveries().size(), e);
            connection.rollback(before);
            return false;
        }
    }

    private void copy(Connection connection, Rows rows, Instant now) throws SQLException {
        for (var day : byDay(rows.deliveries(), row -> row.ref().createdAt()).entrySet()) {
            String table = partitions.tableFor("deliveries", day.getKey(), now);
            HistoryCopy.deliveries(connection, table, day.getValue());
        }
        for (var day : byDay(rows.attempts(), row -> row.delivery().createdAt()).entrySet()) {
            String table = partitions.tableFor("attempts", day.getKey(), now);
            HistoryCopy.attempts(connection, table, day.getValue());
        }
    }

    private static <T> Map<LocalDate, List<T>> byDay(List<T> rows, Function<T, Instant> created) {
        Map<LocalDate, List<T>> days = new TreeMap<>();
        for (T row : rows) {
            days.computeIfAbsent(Retention.dayOf(created.apply(row)), _ -> new ArrayList<>())
                    .add(row);
        }
        return days;
    }
}
