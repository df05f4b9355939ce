package io.postrider.subscription.jdbc;

import io.postrider.model.EventType;
import io.postrider.model.EventTypePattern;
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

    public JdbcRegisteredTypes(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public boolean add(RegisteredType type) {
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
    public Optional<RegisteredType> change(EventType name, UnaryOperator<RegisteredType> change) {
        Optional<RegisteredType> changed =
                transaction.execute(_ ->
                        one("SELECT * FROM event_types WHERE name = :name FOR UPDATE", name)
                                .map(change)
                                .map(this::write));
        return Objects.requireNonNull(changed);
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
    public boolean remove(EventType name) {
        return jdbc.sql("DELETE FROM event_types WHERE name = :name")
                        .param(NAME, name.value())
                        .update()
                > 0;
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
