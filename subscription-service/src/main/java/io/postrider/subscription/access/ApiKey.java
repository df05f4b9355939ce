package io.postrider.subscription.access;

import io.postrider.model.TenantId;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a key; the key itself is shown once and kept nowhere.
 *
 * @param prefix the beginning of the key, by which people and the store tell it from others
 * @param tenant whose things it opens; absent for everybody's
 * @param createdBy id of the actor who made it
 * @param lastUsedAt to the minute or so
 * @param revokedWith id of the key that made it, where revoking that one revokes this one too
 */
public record ApiKey(
        String id,
        String prefix,
        String name,
        Optional<TenantId> tenant,
        Set<Scope> scopes,
        String createdBy,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt,
        Optional<String> revokedWith) {

    private static final int LONGEST_NAME = 255;

    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    /** The text, when it may be a name. */
    public static String checkedName(String text) {
        return Tenant.checked(text, "name", LONGEST_NAME);
    }

    /** Whether it opens anything at the time. */
    public boolean isValid(Instant now) {
        return revokedAt.isEmpty() && expiresAt.filter(end -> !now.isBefore(end)).isEmpty();
    }

    Caller caller(String address) {
        return new Caller(
                new Actor(Actor.Kind.API_KEY, id, name, address), new Reach(tenant), scopes);
    }
}
