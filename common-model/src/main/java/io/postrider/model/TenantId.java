package io.postrider.model;

import java.util.regex.Pattern;

/**
 * The tenant that owns an event or a subscription.
 *
 * @param value 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}
 */
public record TenantId(String value) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Stands where a producer or an API call names no tenant. */
    public static final TenantId DEFAULT = new TenantId("default");

    public TenantId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "tenant must be 1 to 64 characters of A-Z, a-z, 0-9, '.', '_' and '-'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
