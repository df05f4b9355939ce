package io.postrider.subscription.playground;

import io.postrider.model.TenantId;

import java.time.Instant;
import java.util.Optional;

/**
 * An inbox as it stands.
 *
 * @param id stands in its address, and who does not know it cannot post to it
 * @param owner absent for one that came into being by a request to its address: only those see it
 *     who are bound to no tenant
 * @param received how many requests came, those included that are no longer kept
 */
public record Inbox(
        String id,
        Optional<TenantId> owner,
        Optional<String> name,
        Instant createdAt,
        long received,
        Optional<Instant> lastAt,
        InboxAnswer answer) {

    private static final int LONGEST_NAME = 100;

    /** Its address, from the root of this service. */
    public String path() {
        return "/inbox/" + id;
    }

    /**
     * The name, when it may be one.
     *
     * @throws IllegalArgumentException saying what is allowed
     */
    public static String checkedName(String name) {
        if (name.isBlank()
                || name.length() > LONGEST_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "name must have 1 to 100 characters, none of them a control character");
        }
        return name.strip();
    }
}
