package io.postrider.subscription.access;

import io.postrider.model.TenantId;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A key as somebody asks for it. */
public record NewApiKey(
        String name, Set<Scope> scopes, Optional<TenantId> tenant, Optional<Instant> expiresAt) {

    public NewApiKey {
        scopes = Set.copyOf(scopes);
    }
}
