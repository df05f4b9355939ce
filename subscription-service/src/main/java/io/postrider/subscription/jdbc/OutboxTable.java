package io.postrider.subscription.jdbc;

import io.postrider.model.Payload;
import io.postrider.model.SubscriptionId;
import io.postrider.model.wire.SubscriptionCodec;
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
        Payload snapshot =
                SubscriptionCodec.encode(subscription.snapshot())
                        .value()
                        .orElseThrow(() -> new IllegalStateException("a snapshot has a value"));
        add(subscription.id(), snapshot.bytes());
    }

    void addTombstone(SubscriptionId id) {
        add(id, null);
    }

    private void add(SubscriptionId id, byte @Nullable [] snapshot) {
        jdbc.sql("INSERT INTO outbox (subscription_id, snapshot) VALUES (:id, :snapshot)")
                .param("id", id.value())
                .param("snapshot", snapshot, Types.BINARY)
                .update();
    }
}
