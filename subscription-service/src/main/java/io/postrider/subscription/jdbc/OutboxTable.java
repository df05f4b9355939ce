package io.postrider.subscription.jdbc;

import io.postrider.model.Event;
import io.postrider.model.SubscriptionId;
import io.postrider.model.wire.EventCodec;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.subscription.webhook.Subscription;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.Types;

/** Writes to {@code outbox}, in the transaction of the change. */
final class OutboxTable {

    private final JdbcClient jdbc;

    OutboxTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void addSnapshot(Subscription subscription) {
        add(subscription.id(), snapshotOf(subscription), null);
    }

    void addTombstone(SubscriptionId id) {
        add(id, null, null);
    }

    /** For that subscription alone. */
    void addDirect(Subscription subscription, Event event) {
        add(subscription.id(), snapshotOf(subscription), bytesOf(event));
    }

    /** For every subscription that selects it; it is about the one named. */
    void addEvent(SubscriptionId about, Event event) {
        add(about, null, bytesOf(event));
    }

    /** Whether the topic of subscriptions has yet to hear of the subscription. */
    boolean isAbout(SubscriptionId id) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (
                            SELECT FROM outbox
                            WHERE subscription_id = :id AND (event IS NULL OR snapshot IS NOT NULL))
                        """)
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    private static byte[] snapshotOf(Subscription subscription) {
        return valueOf(SubscriptionCodec.encode(subscription.snapshot()));
    }

    private static byte[] bytesOf(Event event) {
        return valueOf(EventCodec.encode(event));
    }

    private static byte[] valueOf(WireRecord record) {
        return record.value()
                .orElseThrow(() -> new IllegalStateException("neither is a tombstone"))
                .bytes();
    }

    private void add(SubscriptionId id, byte @Nullable [] snapshot, byte @Nullable [] event) {
        jdbc.sql(
                        "INSERT INTO outbox (subscription_id, snapshot, event)"
                                + " VALUES (:id, :snapshot, :event)")
                .param("id", id.value())
                .param("snapshot", snapshot, Types.BINARY)
                .param("event", event, Types.BINARY)
                .update();
    }
}
