package io.postrider.subscription.jdbc;

import io.postrider.subscription.history.Retention;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the days of history, and drops those that are no longer kept. */
public final class HistoryPartitions {

    private static final Logger log = LoggerFactory.getLogger(HistoryPartitions.class);

    /** Each table and the column it is partitioned by. */
    private static final Map<String, String> TABLES =
            Map.of("deliveries", "created_at", "attempts", "delivery_created_at");

    /** "history" in ASCII; keeps two instances from making the same day. */
    private static final long LOCK = 0x686973746f7279L;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Retention retention;
    private final Set<LocalDate> known = ConcurrentHashMap.newKeySet();

    public HistoryPartitions(
            JdbcClient jdbc, TransactionTemplate transaction, Retention retention) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.retention = retention;
    }

    /** Makes the days that are missing, of those that are kept. */
    void ensure(Collection<LocalDate> days, Instant now) {
        List<LocalDate> missing =
                days.stream()
                        .filter(day -> !known.contains(day) && retention.covers(day, now))
                        .sorted()
                        .toList();
        if (missing.isEmpty()) {
            return;
        }
        transaction.executeWithoutResult(_ -> {
            takeTurn();
            for (LocalDate day : missing) {
                TABLES.forEach((table, column) -> make(table, column, day));
            }
        });
        known.addAll(missing);
    }

    /**
     * The table that rows of the day go to: that of the day itself, past all routing, if it may.
     */
    String tableFor(String table, LocalDate day, Instant now) {
        return known.contains(day) && retention.covers(day, now) ? partition(table, day) : table;
    }

    private static String partition(String table, LocalDate day) {
        return table + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** Makes the coming days and drops what is past. */
    public void maintain(Instant now) {
        ensure(retention.comingDays(now), now);
        LocalDate first = retention.firstDay(now);
        transaction.executeWithoutResult(_ -> {
            takeTurn();
            TABLES.forEach((table, column) -> dropBefore(table, column, first));
        });
        known.removeIf(day -> day.isBefore(first));
        purge("dead_letters", "failed_at", now.minus(retention.deadLetters()));
        purge("invalid_records", "found_at", now.minus(retention.deadLetters()));
    }

    private void takeTurn() {
        jdbc.sql("SET LOCAL lock_timeout = '10s'").update();
        jdbc.sql("SELECT pg_advisory_xact_lock(:lock)").param("lock", LOCK).query().listOfRows();
    }

    /** Rows of the day that rest in the default partition move into the new one. */
    private void make(String table, String column, LocalDate day) {
        String partition = partition(table, day);
        if (exists(partition)) {
            return;
        }
        String from = "'" + day + "T00:00:00Z'";
        String to = "'" + day.plusDays(1) + "T00:00:00Z'";
        jdbc.sql("CREATE TABLE %s (LIKE %s INCLUDING ALL)".formatted(partition, table)).update();
        jdbc.sql(
                        """
                        WITH moved AS (
                            DELETE FROM %1$s_default
                            WHERE %2$s >= %3$s AND %2$s < %4$s RETURNING *)
                        INSERT INTO %5$s SELECT * FROM moved
                        """
                                .formatted(table, column, from, to, partition))
                .update();
        jdbc.sql(
                        "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%s) TO (%s)"
                                .formatted(table, partition, from, to))
                .update();
        log.info("made partition {}", partition);
    }

    private boolean exists(String partition) {
        return jdbc.sql("SELECT to_regclass(:name) IS NOT NULL")
                .param("name", partition)
                .query(Boolean.class)
                .single();
    }

    private void dropBefore(String table, String column, LocalDate first) {
        String oldestKept = partition(table, first);
        List<String> past =
                jdbc.sql(
                                """
                                SELECT c.relname FROM pg_inherits i
                                JOIN pg_class c ON c.oid = i.inhrelid
                                WHERE i.inhparent = to_regclass(:table)
                                  AND c.relname ~ '_[0-9]{8}$'
                                  AND c.relname COLLATE "C" < :oldest
                                """)
                        .param("table", table)
                        .param("oldest", oldestKept)
                        .query(String.class)
                        .list();
        for (String partition : past) {
            jdbc.sql("DROP TABLE " + partition).update();
            log.info("dropped partition {}", partition);
        }
        jdbc.sql("DELETE FROM %s_default WHERE %s < '%sT00:00:00Z'".formatted(table, column, first))
                .update();
    }

    private void purge(String table, String column, Instant before) {
        jdbc.sql("DELETE FROM %s WHERE %s < :before".formatted(table, column))
                .param("before", Columns.timestamp(before))
                .update();
    }
}
