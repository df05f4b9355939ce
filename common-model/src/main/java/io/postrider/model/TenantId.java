package io.postrider.model;

/**
 * The tenant that owns an event or a subscription.
 *
 * @param value 1 to 64 characters of {@code A-Z a-z 0-9 . _ -}
 */
public record TenantId(String value) {

    /** Stands where a producer or an API call names no tenant. */
    public static final TenantId DEFAULT = new TenantId("default");

    public TenantId {
        if (!Text.fits(value, 0, 1, 64, TenantId::isAllowed)) {
            throw new IllegalArgumentException(
                    "tenant must be 1 to 64 characters of A-Z, a-z, 0-9, '.', '_' and '-'");
        }
    }

    private static boolean isAllowed(char c) {
        return Text.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-';
    }

    @Override
    public String toString() {
        return value;
    }
}
