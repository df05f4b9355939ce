package io.postrider.subscription.rest;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.ApiKey;
import io.postrider.subscription.access.Scope;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** What callers see of a key. */
record ApiKeyView(
        String id,
        String prefix,
        String name,
        @Nullable String tenant,
        List<String> scopes,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        @Nullable String revokedWith,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {

    static ApiKeyView of(ApiKey key) {
        return of(key, null);
    }

    /** With the key itself, for this once. */
    static ApiKeyView of(ApiKey key, @Nullable String text) {
        return new ApiKeyView(
                key.id(),
                key.prefix(),
                key.name(),
                key.tenant().map(TenantId::value).orElse(null),
                key.scopes().stream().map(Scope::code).sorted().toList(),
                key.createdBy(),
                key.createdAt(),
                key.expiresAt().orElse(null),
                key.revokedAt().orElse(null),
                key.lastUsedAt().orElse(null),
                key.revokedWith().orElse(null),
                text);
    }
}
