package io.postrider.subscription.jdbc;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.DeliveryId;
import io.postrider.model.EventType;
import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.Actor;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.deadletter.DeadLetters;
import io.postrider.subscription.replay.ReplayCounts;
import io.postrider.subscription.replay.ReplayJob;
import io.postrider.subscription.replay.ReplayRate;
import io.postrider.subscription.replay.ReplaySelection;
import io.postrider.subscription.replay.ReplayState;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Rows of {@code replay_jobs}. */
final class ReplayRows {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<Integer, Long>> OFFSETS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Long>> FAILURES = new TypeReference<>() {};

    private ReplayRows() {}

    /** What never changes. */
    static Map<String, Object> settled(ReplayJob job) {
        DeadLetters.Filter filter = job.selection().filter();
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", job.id());
        parameters.put("tenant", filter.reach().tenant().map(TenantId::value).orElse(null));
        parameters.put("kind", job.actor().kind().code());
        parameters.put("actor", job.actor().id());
        parameters.put("name", Columns.clean(job.actor().name()));
        parameters.put("address", job.actor().address());
        parameters.put(
                "subscription", filter.subscription().map(SubscriptionId::value).orElse(null));
        parameters.put("type", filter.type().map(EventType::value).orElse(null));
        parameters.put("reason", filter.reason().map(DeadLetterReason::code).orElse(null));
        parameters.put("from", filter.from().map(Columns::timestamp).orElse(null));
        parameters.put("to", filter.to().map(Columns::timestamp).orElse(null));
        parameters.put(
                "ids",
                job.selection()
                        .ids()
                        .map(ids -> ids.stream().map(DeliveryId::value).toArray(String[]::new))
                        .orElse(null));
        parameters.put("offsets", json(job.lastOffsets()));
        parameters.put("rate", job.rate().perSecond());
        parameters.put("created", Columns.timestamp(job.createdAt()));
        return parameters;
    }

    /** How far it is. */
    static Map<String, Object> progress(ReplayJob job) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", job.id());
        parameters.put("state", job.state().code());
        parameters.put("total", job.counts().total());
        parameters.put("replayed", job.counts().replayed());
        parameters.put("skipped", job.counts().skipped());
        parameters.put("failed", job.counts().failed());
        parameters.put("failures", json(job.counts().failures()));
        parameters.put("problem", job.problem().map(Columns::clean).orElse(null));
        parameters.put("troubles", job.troubles());
        parameters.put(
                "markTime",
                job.cursor().map(mark -> Columns.timestamp(mark.failedAt())).orElse(null));
        parameters.put("markId", job.cursor().map(mark -> mark.id().value()).orElse(null));
        parameters.put("finished", job.finishedAt().map(Columns::timestamp).orElse(null));
        return parameters;
    }

    static String json(Map<?, Long> numbers) {
        return JSON.writeValueAsString(numbers);
    }

    static ReplayJob read(ResultSet row) throws SQLException {
        Optional<DeliveryId> cursor =
                Columns.optionalText(row, "cursor_delivery_id").map(DeliveryId::new);
        return new ReplayJob(
                row.getString("id"),
                actor(row),
                selection(row),
                JSON.readValue(row.getString("last_offsets"), OFFSETS),
                new ReplayRate(row.getInt("rate")),
                ReplayState.ofCode(row.getString("state")),
                new ReplayCounts(
                        row.getLong("total"),
                        row.getLong("replayed"),
                        row.getLong("skipped"),
                        row.getLong("failed"),
                        JSON.readValue(row.getString("failures"), FAILURES)),
                Columns.optionalInstant(row, "cursor_failed_at")
                        .flatMap(at -> cursor.map(id -> new DeadLetters.Mark(at, id))),
                Columns.optionalText(row, "problem"),
                row.getInt("troubles"),
                Columns.instant(row, "created_at"),
                Columns.optionalInstant(row, "finished_at"));
    }

    private static Actor actor(ResultSet row) throws SQLException {
        String kind = row.getString("actor_kind");
        return new Actor(
                Arrays.stream(Actor.Kind.values())
                        .filter(known -> known.code().equals(kind))
                        .findFirst()
                        .orElseThrow(),
                row.getString("actor_id"),
                row.getString("actor_name"),
                row.getString("actor_address"));
    }

    private static ReplaySelection selection(ResultSet row) throws SQLException {
        return new ReplaySelection(
                new DeadLetters.Filter(
                        new Reach(Columns.optionalText(row, "tenant").map(TenantId::new)),
                        Columns.optionalText(row, "subscription_id").map(SubscriptionId::new),
                        Columns.optionalText(row, "event_type").map(EventType::new),
                        Columns.optionalText(row, "reason").map(DeadLetterReason::ofCode),
                        Columns.optionalInstant(row, "failed_from"),
                        Columns.optionalInstant(row, "failed_to")),
                Columns.texts(row, "delivery_ids")
                        .map(ids -> ids.stream().map(DeliveryId::new).toList()));
    }
}
