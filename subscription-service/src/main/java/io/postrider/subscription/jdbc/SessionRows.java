package io.postrider.subscription.jdbc;

import io.postrider.model.Payload;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.access.Sessions.Origin;
import io.postrider.subscription.access.Sessions.Stored;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rows of {@code sessions}: what each was opened with. */
final class SessionRows {

    private static final List<String> COLUMNS =
            List.of("key", "proof", "subject", "name", "tenant", "scopes");

    private SessionRows() {}

    static Map<String, Object> parameters(Origin origin) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        COLUMNS.forEach(column -> parameters.put(column, null));
        switch (origin) {
            case Origin.OfKey(var key) -> parameters.put("key", key.id());
            case Origin.OfAdminKey(Payload proof) -> parameters.put("proof", proof.bytes());
            case Origin.OfPerson(var subject, var name, var reach, var scopes) -> {
                parameters.put("subject", subject);
                parameters.put("name", name);
                parameters.put("tenant", reach.tenant().map(TenantId::value).orElse(null));
                parameters.put(
                        "scopes", scopes.stream().map(Scope::code).sorted().toArray(String[]::new));
            }
        }
        return parameters;
    }

    static Stored read(ResultSet row) throws SQLException {
        return new Stored(origin(row), Columns.instant(row, "session_expires_at"));
    }

    private static Origin origin(ResultSet row) throws SQLException {
        if (row.getString("api_key") != null) {
            return new Origin.OfKey(ApiKeyRows.read(row));
        }
        Optional<String> subject = Columns.optionalText(row, "subject");
        if (subject.isEmpty()) {
            return new Origin.OfAdminKey(Payload.of(row.getBytes("admin_proof")));
        }
        return new Origin.OfPerson(
                subject.get(),
                row.getString("person_name"),
                new Reach(Columns.optionalText(row, "person_tenant").map(TenantId::new)),
                Columns.texts(row, "person_scopes").orElse(List.of()).stream()
                        .map(Scope::ofCode)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
