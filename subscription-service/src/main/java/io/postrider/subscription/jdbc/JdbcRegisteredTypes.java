package io.postrider.subscription.jdbc;

import io.postrider.model.EventType;
import io.postrider.model.EventTypePattern;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.audit.EventTypeActs;
import io.postrider.subscription.eventtype.RegisteredType;
import io.postrider.subscription.eventtype.RegisteredType.About;
import io.postrider.subscription.eventtype.RegisteredTypes;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The table {@code event_types}. */
public final class JdbcRegisteredTypes implements RegisteredTypes {

    private static final String NAME = "name";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditLog audit;

    public JdbcRegisteredTypes(JdbcClient jdbc, TransactionTemplate transaction, AuditLog audit) {
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public boolean add(Caller caller, RegisteredType type) {
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    boolean added = insert(type);
                    if (added) {
                        audit.add(EventTypeActs.registered(caller, type));
                    }
                    return added;
                }));
    }

    private boolean insert(RegisteredType type) {
        return jdbc.sql(
                                """
                                INSERT INTO event_types
                                VALUES (:name, :description, :schema, :example, :created, :updated)
                                ON CONFLICT DO NOTHING
                                """)
                        .params(parameters(type))
                        .update()
                > 0;
    }

    private static Map<String, Object> parameters(RegisteredType type) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(NAME, type.name().value());
        parameters.put("description", type.about().description().orElse(null));
        parameters.put("schema", type.about().schema().orElse(null));
        parameters.put("example", type.about().example().orElse(null));
        parameters.put("created", Columns.timestamp(type.createdAt()));
        parameters.put("updated", Columns.timestamp(type.updatedAt()));
        return parameters;
    }

    @Override
    public Optional<RegisteredType> find(EventType name) {
        return one("SELECT * FROM event_types WHERE name = :name", name);
    }

    private Optional<RegisteredType> one(String query, EventType name) {
        return jdbc.sql(query).param(NAME, name.value()).query((row, _) -> read(row)).optional();
    }

    private static RegisteredType read(ResultSet row) throws SQLException {
        return new RegisteredType(
                new EventType(row.getString(NAME)),
                new About(
                        Columns.optionalText(row, "description"),
                        Columns.optionalText(row, "json_schema"),
                        Columns.optionalText(row, "example")),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    @Override
    public boolean anyOf(EventTypePattern pattern) {
        String condition = pattern.isExact() ? "name = :text" : "starts_with(name, :text)";
        return jdbc.sql("SELECT EXISTS (SELECT FROM event_types WHERE %s)".formatted(condition))
                .param("text", pattern.isExact() ? pattern.value() : pattern.prefix())
                .query(Boolean.class)
                .single();
    }

    @Override
    public Optional<RegisteredType> change(
            Caller caller, EventType name, UnaryOperator<RegisteredType> change) {
        return Objects.requireNonNull(
                transaction.execute(_ ->
                        locked(name)
                                .map(current -> {
                                    RegisteredType changed = write(change.apply(current));
                                    if (!changed.about().equals(current.about())) {
                                        audit.add(EventTypeActs.changed(caller, current, changed));
                                    }
                                    return changed;
                                })));
    }

    private Optional<RegisteredType> locked(EventType name) {
        return one("SELECT * FROM event_types WHERE name = :name FOR UPDATE", name);
    }

    private RegisteredType write(RegisteredType type) {
        var _ =
                jdbc.sql(
                                """
                                UPDATE event_types
                                SET description = :description, json_schema = :schema,
                                    example = :example, updated_at = :updated
                                WHERE name = :name
                                """)
                        .params(parameters(type))
                        .update();
        return type;
    }

    @Override
    public boolean remove(Caller caller, EventType name) {
        Optional<RegisteredType> present =
                Objects.requireNonNull(
                        transaction.execute(_ -> {
                            Optional<RegisteredType> type = locked(name);
                            type.ifPresent(it -> delete(caller, it));
                            return type;
                        }));
        return present.isPresent();
    }

    private void delete(Caller caller, RegisteredType type) {
        jdbc.sql("DELETE FROM event_types WHERE name = :name")
                .param(NAME, type.name().value())
                .update();
        audit.add(EventTypeActs.removed(caller, type));
    }

    @Override
    public List<RegisteredType> list(Optional<EventType> after, int limit) {
        return jdbc.sql("SELECT * FROM event_types WHERE name > :after ORDER BY name LIMIT :limit")
                .param("after", after.map(EventType::value).orElse(""))
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }
}
