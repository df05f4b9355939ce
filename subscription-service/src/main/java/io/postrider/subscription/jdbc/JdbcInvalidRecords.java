package io.postrider.subscription.jdbc;

import io.postrider.model.RecordPosition;
import io.postrider.subscription.history.HistoryBatch.InvalidFact;
import io.postrider.subscription.history.InvalidRecordArchive;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code invalid_records}. */
public final class JdbcInvalidRecords implements InvalidRecordArchive {

    private final JdbcClient jdbc;

    public JdbcInvalidRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<InvalidFact> list(Optional<Mark> before, int limit) {
        Map<String, Object> parameters = new HashMap<>(Map.of("limit", limit));
        before.ifPresent(mark -> {
            parameters.put("time", Columns.timestamp(mark.foundAt()));
            parameters.put("topic", mark.topic());
            parameters.put("partition", mark.partition());
            parameters.put("offset", mark.offset());
        });
        String older =
                before.isPresent()
                        ? " WHERE (found_at, topic, record_partition, record_offset)"
                                + " < (:time, :topic, :partition, :offset)"
                        : "";
        return jdbc.sql(
                        "SELECT * FROM invalid_records"
                                + older
                                + " ORDER BY found_at DESC, topic DESC, record_partition DESC,"
                                + " record_offset DESC LIMIT :limit")
                .params(parameters)
                .query((row, _) ->
                        new InvalidFact(
                                row.getString("topic"),
                                new RecordPosition(
                                        row.getInt("record_partition"),
                                        row.getLong("record_offset")),
                                row.getString("reason"),
                                row.getString("excerpt"),
                                Columns.instant(row, "found_at")))
                .list();
    }
}
