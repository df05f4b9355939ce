package io.postrider.subscription.jdbc;

import io.postrider.model.DeliveryId;
import io.postrider.subscription.deadletter.DeadLetter;
import io.postrider.subscription.replay.Extent;
import io.postrider.subscription.replay.ReplayJob;
import io.postrider.subscription.replay.ReplayLetters;
import io.postrider.subscription.replay.ReplaySelection;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code dead_letters}, as replays see it. */
public final class JdbcReplayLetters implements ReplayLetters {

    private final JdbcClient jdbc;

    public JdbcReplayLetters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Part(int partition, long last, long letters, long undeliverable) {}

    @Override
    public Extent measure(ReplaySelection selection) {
        Where where = where(selection);
        String sql =
                """
                SELECT record_partition, max(record_offset) AS last, count(*) AS letters,
                       count(*) FILTER (WHERE NOT EXISTS (
                           SELECT FROM subscriptions s
                           WHERE s.id = subscription_id AND s.active)) AS undeliverable
                FROM dead_letters%s
                GROUP BY record_partition
                """
                        .formatted(where.sql());
        List<Part> parts =
                jdbc.sql(sql)
                        .params(where.parameters())
                        .query((row, _) ->
                                new Part(
                                        row.getInt("record_partition"),
                                        row.getLong("last"),
                                        row.getLong("letters"),
                                        row.getLong("undeliverable")))
                        .list();
        Map<Integer, Long> last = new HashMap<>();
        parts.forEach(part -> last.put(part.partition(), part.last()));
        return new Extent(
                parts.stream().mapToLong(Part::letters).sum(),
                parts.stream().mapToLong(Part::undeliverable).sum(),
                last);
    }

    @Override
    public List<DeadLetter> next(ReplayJob job, int limit) {
        Where where =
                where(job.selection())
                        .and("record_offset <= (:last::jsonb ->> record_partition::text)::int8")
                        .with("last", ReplayRows.json(job.lastOffsets()));
        job.cursor()
                .ifPresent(mark ->
                        where.and("(failed_at, delivery_id) > (:markTime, :markId)")
                                .with("markTime", Columns.timestamp(mark.failedAt()))
                                .with("markId", mark.id().value()));
        return jdbc.sql(
                        "SELECT * FROM dead_letters"
                                + where.sql()
                                + " ORDER BY failed_at, delivery_id LIMIT "
                                + limit)
                .params(where.parameters())
                .query((row, _) -> DeadLetterRows.read(row))
                .list();
    }

    private static Where where(ReplaySelection selection) {
        Where where = DeadLetterRows.atRest(selection.filter());
        selection
                .ids()
                .ifPresent(ids ->
                        where.and("delivery_id = ANY (:ids)")
                                .with(
                                        "ids",
                                        ids.stream()
                                                .map(DeliveryId::value)
                                                .toArray(String[]::new)));
        return where;
    }
}
