package io.postrider.subscription.jdbc;

import io.postrider.subscription.history.DeliveryFacts;
import io.postrider.subscription.history.DeliveryKey;
import io.postrider.subscription.history.HistoryBatch;
import io.postrider.subscription.history.HistoryBatch.AttemptFact;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Inserts what is new with COPY, straight into the partition of its day. Where a row is there after
 * all the group it is in is left to the statements that add to what is known.
 */
final class HistoryInserts {

    private static final Logger log = LoggerFactory.getLogger(HistoryInserts.class);

    /** A row is there already; or a partition no longer is, having been dropped by another. */
    private static final Set<String> LEFT_TO_UPSERT = Set.of("23505", "42P01");

    private static final Comparator<DeliveryFacts> BY_DELIVERY =
            Comparator.comparing(row -> DeliveryKey.of(row.ref()));

    private static final Comparator<AttemptFact> BY_ATTEMPT =
            Comparator.comparing(AttemptFact::delivery)
                    .thenComparingInt(row -> row.attempt().number());

    private static final long SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

    private final JdbcTemplate jdbc;
    private final HistoryPartitions partitions;

    HistoryInserts(JdbcTemplate jdbc, HistoryPartitions partitions) {
        this.jdbc = jdbc;
        this.partitions = partitions;
    }

    /** Deliveries and attempts, sorted by their keys. */
    record Rows(List<DeliveryFacts> deliveries, List<AttemptFact> attempts) {

        static final Rows NONE = new Rows(List.of(), List.of());

        static Rows of(HistoryBatch batch) {
            return new Rows(batch.deliveries(), batch.attempts());
        }

        private Rows plus(Rows more) {
            return more.equals(NONE)
                    ? this
                    : new Rows(
                            merged(deliveries, more.deliveries, BY_DELIVERY),
                            merged(attempts, more.attempts, BY_ATTEMPT));
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
        Rows known = rows.where(row -> !row.isNew(), row -> !row.ofNew());
        Rows whole = rows.where(row -> row.isNew() && !row.isHalf(), AttemptFact::ofNew);
        Rows halves = rows.where(row -> row.isNew() && row.isHalf(), _ -> false);
        return known.plus(insertGroup(whole, now)).plus(insertGroup(halves, now));
    }

    /** When some are there already, the others are inserted at the second try. */
    private Rows insertGroup(Rows group, Instant now) {
        if (inserted(group, now)) {
            return Rows.NONE;
        }
        Set<DeliveryKey> there = PresentDeliveries.among(group.deliveries(), jdbc);
        Rows others =
                group.where(
                        row -> !there.contains(DeliveryKey.of(row.ref())),
                        row -> !there.contains(row.delivery()));
        return inserted(others, now)
                ? group.where(
                        row -> there.contains(DeliveryKey.of(row.ref())),
                        row -> there.contains(row.delivery()))
                : group;
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
        for (Day<DeliveryFacts> day : days(rows.deliveries(), row -> row.ref().createdAt())) {
            String table = partitions.tableFor("deliveries", day.date(), now);
            HistoryCopy.deliveries(connection, table, day.rows());
        }
        for (Day<AttemptFact> day : days(rows.attempts(), row -> row.delivery().createdAt())) {
            String table = partitions.tableFor("attempts", day.date(), now);
            HistoryCopy.attempts(connection, table, day.rows());
        }
    }

    private static <T> List<T> merged(List<T> some, List<T> more, Comparator<T> order) {
        return Stream.concat(some.stream(), more.stream()).sorted(order).toList();
    }

    private record Day<T>(LocalDate date, List<T> rows) {}

    /** Cuts rows that are sorted by time into days. */
    private static <T> List<Day<T>> days(List<T> rows, Function<T, Instant> created) {
        List<Day<T>> days = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= rows.size(); i++) {
            long day = epochDay(created.apply(rows.get(start)));
            if (i == rows.size() || epochDay(created.apply(rows.get(i))) != day) {
                days.add(new Day<>(LocalDate.ofEpochDay(day), rows.subList(start, i)));
                start = i;
            }
        }
        return days;
    }

    private static long epochDay(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS_PER_DAY);
    }
}
