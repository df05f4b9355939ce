package io.postrider.subscription.access;

import io.postrider.model.TenantId;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key as somebody asks for it.
 *
 * @param revokeWithCreator whether it ends with the key that makes it
 */
public record NewApiKey(
        String name,
        Set<Scope> scopes,
        Optional<TenantId> tenant,
        Optional<Instant> expiresAt,
        boolean revokeWithCreator) {

    public NewApiKey {
        scopes = Set.copyOf(scopes);
    }
}
