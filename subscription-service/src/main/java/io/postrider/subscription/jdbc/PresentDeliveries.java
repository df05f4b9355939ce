package io.postrider.subscription.jdbc;

import io.postrider.model.DeliveryId;
import io.postrider.subscription.history.DeliveryFacts;
import io.postrider.subscription.history.DeliveryKey;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.RowCallbackHandler;

import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds out which deliveries have a row. */
final class PresentDeliveries {

    private static final String SELECT =
            """
            SELECT id, created_at FROM deliveries
            WHERE (id, created_at) IN (SELECT * FROM unnest(?::text[], ?::timestamptz[]))
            """;

    private PresentDeliveries() {}

    static Set<DeliveryKey> among(List<DeliveryFacts> deliveries, JdbcTemplate jdbc) {
        Set<DeliveryKey> present = new HashSet<>();
        PreparedStatementSetter keys =
                statement -> {
                    var _ =
                            new ColumnArrays<>(statement, deliveries)
                                    .text(facts -> facts.ref().id().value())
                                    .time(facts -> facts.ref().createdAt());
                };
        RowCallbackHandler add =
                row ->
                        present.add(
                                new DeliveryKey(
                                        row.getObject(2, OffsetDateTime.class).toInstant(),
                                        new DeliveryId(row.getString(1))));
        jdbc.query(SELECT, keys, add);
        return present;
    }
}
