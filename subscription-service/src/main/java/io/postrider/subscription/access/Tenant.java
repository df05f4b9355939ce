package io.postrider.subscription.access;

import io.postrider.model.TenantId;
import io.postrider.subscription.quota.Quotas;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody whose webhooks, events and deliveries are nobody else's.
 *
 * @param name for people; at most 255 characters
 * @param quotas limits that an operator has set, in place of the deployment's
 */
public record Tenant(
        TenantId id, Optional<String> name, Quotas quotas, Instant createdAt, Instant updatedAt) {

    private static final int LONGEST_NAME = 255;

    /** The text, when it may be a name. */
    public static String checkedName(String text) {
        return checked(text, "name", LONGEST_NAME);
    }

    static String checked(String text, String field, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw new IllegalArgumentException(
                    "%s must have 1 to %d characters".formatted(field, longest));
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(field + " must not contain the character U+0000");
        }
        return text;
    }

    /** The same tenant under another name, or under none. */
    public Tenant named(Optional<String> other) {
        return new Tenant(id, other, quotas, createdAt, updatedAt);
    }

    /** The same tenant with other limits of its own. */
    public Tenant limitedBy(Quotas other) {
        return new Tenant(id, name, other, createdAt, updatedAt);
    }

    Tenant changedAt(Instant now) {
        return new Tenant(id, name, quotas, createdAt, now);
    }
}
