package io.postrider.subscription.jdbc;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.Actor;
import io.postrider.subscription.audit.AuditEntry;
import io.postrider.subscription.audit.AuditLog;

import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The table {@code audit_log}. */
public final class JdbcAuditLog implements AuditLog {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    public JdbcAuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(AuditEntry entry) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("tenant", entry.tenant().map(TenantId::value).orElse(null));
        parameters.put("kind", entry.actor().kind().code());
        parameters.put("actor", entry.actor().id());
        parameters.put("name", Columns.clean(entry.actor().name()));
        parameters.put("address", entry.actor().address());
        parameters.put("action", entry.action());
        parameters.put("type", entry.resource().type());
        parameters.put("resource", entry.resource().id());
        parameters.put("before", json(entry.before()));
        parameters.put("after", json(entry.after()));
        jdbc.sql(
                        """
                        INSERT INTO audit_log (
                            tenant, actor_kind, actor_id, actor_name, address, action,
                            resource_type, resource_id, before, after)
                        VALUES (
                            :tenant, :kind, :actor, :name, :address, :action,
                            :type, :resource, :before::jsonb, :after::jsonb)
                        """)
                .params(parameters)
                .update();
    }

    private static String json(Map<String, Object> facts) {
        return JSON.writeValueAsString(facts);
    }

    @Override
    public List<Logged> list(Filter filter, OptionalLong before, int limit) {
        Where where = new Where();
        filter.reach().tenant().ifPresent(tenant -> where.and("tenant =", tenant.value()));
        filter.action()
                .ifPresent(action -> {
                    if (action.endsWith(".")) {
                        where.and("left(action, %d) =".formatted(action.length()), action);
                    } else {
                        where.and("action =", action);
                    }
                });
        filter.resource().ifPresent(id -> where.and("resource_id =", id));
        filter.actor().ifPresent(id -> where.and("actor_id =", id));
        filter.from().ifPresent(from -> where.and("at >=", Columns.timestamp(from)));
        filter.to().ifPresent(to -> where.and("at <", Columns.timestamp(to)));
        before.ifPresent(id -> where.and("id <", id));
        return jdbc.sql(
                        "SELECT * FROM audit_log"
                                + where.sql()
                                + " ORDER BY id DESC LIMIT "
                                + limit)
                .params(where.parameters())
                .query((row, _) -> logged(row))
                .list();
    }

    private static Logged logged(ResultSet row) throws SQLException {
        String kind = row.getString("actor_kind");
        Actor actor =
                new Actor(
                        Arrays.stream(Actor.Kind.values())
                                .filter(known -> known.code().equals(kind))
                                .findFirst()
                                .orElseThrow(),
                        row.getString("actor_id"),
                        row.getString("actor_name"),
                        row.getString("address"));
        return new Logged(
                row.getLong("id"),
                Columns.instant(row, "at"),
                new AuditEntry(
                        actor,
                        Columns.optionalText(row, "tenant").map(TenantId::new),
                        row.getString("action"),
                        new AuditEntry.Resource(
                                row.getString("resource_type"), row.getString("resource_id")),
                        JSON.readValue(row.getString("before"), FACTS),
                        JSON.readValue(row.getString("after"), FACTS)));
    }

    /** Removes what is older. */
    public void purge(Instant before) {
        jdbc.sql("DELETE FROM audit_log WHERE at < :before")
                .param("before", Columns.timestamp(before))
                .update();
    }
}
