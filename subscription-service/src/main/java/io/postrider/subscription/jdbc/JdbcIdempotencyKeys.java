package io.postrider.subscription.jdbc;

import io.postrider.model.EventId;
import io.postrider.model.Payload;
import io.postrider.subscription.event.IdempotencyKey;
import io.postrider.subscription.event.IdempotencyKeys;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table {@code idempotency_keys}. */
public class JdbcIdempotencyKeys implements IdempotencyKeys {

    /** A request that has not answered for so long has died; longer than Kafka is waited for. */
    private static final Duration LOCK = Duration.ofSeconds(60);

    private final JdbcClient jdbc;
    private final Duration retention;

    public JdbcIdempotencyKeys(JdbcClient jdbc, Duration retention) {
        this.jdbc = jdbc;
        this.retention = retention;
    }

    private record Row(
            Payload requestHash,
            Instant startedAt,
            Instant lockedUntil,
            Optional<List<String>> ids) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    Payload.of(row.getBytes("request_hash")),
                    Columns.instant(row, "started_at"),
                    Columns.instant(row, "locked_until"),
                    Columns.texts(row, "event_ids"));
        }
    }

    @Override
    @Transactional
    public Known begin(IdempotencyKey key, Payload requestHash, Instant now) {
        if (insert(key, requestHash, now)) {
            return new Known.Begun(now);
        }
        Row row = locked(key);
        if (!row.requestHash().equals(requestHash)) {
            return new Known.Mismatch();
        }
        if (row.ids().isPresent()) {
            return new Known.Answered(row.ids().get().stream().map(EventId::new).toList());
        }
        if (row.lockedUntil().isAfter(now)) {
            return new Known.InProgress();
        }
        lockUntil(key, now.plus(LOCK));
        return new Known.Begun(row.startedAt());
    }

    private boolean insert(IdempotencyKey key, Payload requestHash, Instant now) {
        return jdbc.sql(
                                """
                                INSERT INTO idempotency_keys AS k
                                    (tenant, key, request_hash, started_at, locked_until, expires_at)
                                VALUES (:tenant, :key, :hash, :now, :locked, :expires)
                                ON CONFLICT (tenant, key) DO UPDATE SET
                                    request_hash = excluded.request_hash,
                                    started_at = excluded.started_at,
                                    locked_until = excluded.locked_until,
                                    expires_at = excluded.expires_at,
                                    event_ids = NULL
                                WHERE k.expires_at <= :now
                                """)
                        .param("tenant", key.ownerText())
                        .param("key", key.value())
                        .param("hash", requestHash.bytes())
                        .param("now", Columns.timestamp(now))
                        .param("locked", Columns.timestamp(now.plus(LOCK)))
                        .param("expires", Columns.timestamp(now.plus(retention)))
                        .update()
                == 1;
    }

    /** The insert that did not happen has waited for, and now sees, the row in its way. */
    private Row locked(IdempotencyKey key) {
        return jdbc.sql(
                        "SELECT * FROM idempotency_keys WHERE tenant = :tenant AND key = :key FOR"
                                + " UPDATE")
                .param("tenant", key.ownerText())
                .param("key", key.value())
                .query((row, _) -> Row.of(row))
                .single();
    }

    @Override
    public void complete(IdempotencyKey key, List<EventId> answer) {
        jdbc.sql(
                        "UPDATE idempotency_keys SET event_ids = :ids WHERE tenant = :tenant AND"
                                + " key = :key")
                .param("ids", answer.stream().map(EventId::value).toArray(String[]::new))
                .param("tenant", key.ownerText())
                .param("key", key.value())
                .update();
    }

    @Override
    public void release(IdempotencyKey key, Instant now) {
        lockUntil(key, now);
    }

    private void lockUntil(IdempotencyKey key, Instant until) {
        jdbc.sql(
                        "UPDATE idempotency_keys SET locked_until = :until WHERE tenant = :tenant"
                                + " AND key = :key")
                .param("until", Columns.timestamp(until))
                .param("tenant", key.ownerText())
                .param("key", key.value())
                .update();
    }

    @Override
    public void forget(IdempotencyKey key) {
        jdbc.sql("DELETE FROM idempotency_keys WHERE tenant = :tenant AND key = :key")
                .param("tenant", key.ownerText())
                .param("key", key.value())
                .update();
    }

    /** Removes those that have expired. */
    public void purge(Instant now) {
        jdbc.sql("DELETE FROM idempotency_keys WHERE expires_at <= :now")
                .param("now", Columns.timestamp(now))
                .update();
    }
}
