package io.postrider.subscription.jdbc;

import io.postrider.model.Event;
import io.postrider.model.Payload;
import io.postrider.model.SubscriptionId;
import io.postrider.model.wire.EventCodec;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.model.wire.WireHeader;
import io.postrider.model.wire.WireRecord;
import io.postrider.subscription.outbox.Message;
import io.postrider.subscription.outbox.Outbox;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import javax.sql.DataSource;

/**
 * Each session has a connection of its own, outside the pool: the lead is an advisory lock, which
 * ends with the connection, and the connection listens for new rows.
 */
public final class JdbcOutbox implements Outbox {

    /** "postride" in ASCII; any number that nobody else uses does. */
    private static final long LEADER_LOCK = 0x706f737472696465L;

    private final DataSource connections;

    /**
     * Reads the outbox.
     *
     * @param connections opens a new one each time
     */
    public JdbcOutbox(DataSource connections) {
        this.connections = connections;
    }

    @Override
    public Session open() {
        try {
            return new JdbcSession(connections.getConnection());
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("cannot connect to PostgreSQL", e);
        }
    }

    private static final class JdbcSession implements Session {

        private final SingleConnectionDataSource connection;
        private final Connection raw;
        private final JdbcClient jdbc;

        JdbcSession(Connection raw) {
            this.raw = raw;
            this.connection = new SingleConnectionDataSource(raw, true);
            this.jdbc = JdbcClient.create(new JdbcTemplate(connection));
        }

        @Override
        public boolean lead() {
            boolean leads =
                    jdbc.sql("SELECT pg_try_advisory_lock(:lock)")
                            .param("lock", LEADER_LOCK)
                            .query(Boolean.class)
                            .single();
            if (leads) {
                jdbc.sql("LISTEN postrider_outbox").update();
            }
            return leads;
        }

        @Override
        public List<Entry> oldest(int most) {
            return jdbc.sql(
                            "SELECT id, subscription_id, snapshot, event FROM outbox ORDER BY id"
                                    + " LIMIT :most")
                    .param("most", most)
                    .query((row, _) ->
                            new Entry(
                                    row.getLong("id"),
                                    message(
                                            row.getString("subscription_id"),
                                            row.getBytes("snapshot"),
                                            row.getBytes("event"))))
                    .list();
        }

        private static Message message(
                String subscription, byte @Nullable [] snapshot, byte @Nullable [] event) {
            try {
                return read(subscription, snapshot, event);
            } catch (MalformedRecordException e) {
                return new Message.Unreadable(String.valueOf(e.getMessage()));
            }
        }

        private static Message read(
                String subscription, byte @Nullable [] snapshot, byte @Nullable [] event) {
            if (event == null) {
                return new Message.Change(
                        snapshot == null
                                ? SubscriptionCodec.tombstone(new SubscriptionId(subscription))
                                : json(subscription, snapshot));
            }
            Event decoded = EventCodec.decode(json(subscription, event), Instant.EPOCH);
            return snapshot == null
                    ? new Message.Published(decoded)
                    : new Message.Direct(
                            SubscriptionCodec.decode(json(subscription, snapshot)), decoded);
        }

        private static WireRecord json(String key, byte[] value) {
            return WireRecord.of(
                    key,
                    List.of(new WireHeader(EventCodec.CONTENT_TYPE, EventCodec.JSON)),
                    Payload.of(value));
        }

        @Override
        public void remove(List<Entry> entries) {
            jdbc.sql("DELETE FROM outbox WHERE id IN (:ids)")
                    .param("ids", entries.stream().map(Entry::id).toList())
                    .update();
        }

        @Override
        public void setAside(Entry entry, String reason) {
            jdbc.sql(
                            """
                            WITH taken AS (
                                DELETE FROM outbox WHERE id = :id
                                RETURNING id, subscription_id, snapshot, event)
                            INSERT INTO outbox_set_aside
                                (id, subscription_id, snapshot, event, reason)
                            SELECT id, subscription_id, snapshot, event, :reason FROM taken
                            """)
                    .param("id", entry.id())
                    .param("reason", reason)
                    .update();
        }

        @Override
        public void await(Duration most) {
            try {
                var _ =
                        raw.unwrap(PGConnection.class)
                                .getNotifications(Math.toIntExact(most.toMillis()));
            } catch (SQLException e) {
                throw new DataAccessResourceFailureException("lost the connection", e);
            }
        }

        @Override
        public void close() {
            connection.destroy();
        }
    }
}
