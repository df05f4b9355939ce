package io.postrider.subscription.jdbc;

import io.postrider.model.Payload;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.ApiKey;
import io.postrider.subscription.access.Scope;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows of {@code api_keys}. */
final class ApiKeyRows {

    private ApiKeyRows() {}

    static Map<String, Object> parameters(ApiKey key, Payload hash) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", key.id());
        parameters.put("prefix", key.prefix());
        parameters.put("hash", hash.bytes());
        parameters.put("name", key.name());
        parameters.put("tenant", key.tenant().map(TenantId::value).orElse(null));
        parameters.put(
                "scopes", key.scopes().stream().map(Scope::code).sorted().toArray(String[]::new));
        parameters.put("createdBy", key.createdBy());
        parameters.put("createdAt", Columns.timestamp(key.createdAt()));
        parameters.put("revokedWith", key.revokedWith().orElse(null));
        parameters.put("expiresAt", key.expiresAt().map(Columns::timestamp).orElse(null));
        return parameters;
    }

    static ApiKey read(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getString("id"),
                row.getString("prefix"),
                row.getString("name"),
                Columns.optionalText(row, "tenant").map(TenantId::new),
                Columns.texts(row, "scopes").orElse(List.of()).stream()
                        .map(Scope::ofCode)
                        .collect(Collectors.toUnmodifiableSet()),
                row.getString("created_by"),
                Columns.instant(row, "created_at"),
                Columns.optionalInstant(row, "expires_at"),
                Columns.optionalInstant(row, "revoked_at"),
                Columns.optionalInstant(row, "last_used_at"),
                Columns.optionalText(row, "revoked_with"));
    }
}
