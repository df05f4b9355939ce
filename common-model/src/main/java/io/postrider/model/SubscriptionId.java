package io.postrider.model;

/**
 * Identifies a subscription, which the REST API calls a webhook.
 *
 * @param value {@code wh_} and 1 to 61 letters or digits
 */
public record SubscriptionId(String value) {

    private static final String PREFIX = "wh_";

    public SubscriptionId {
        if (!value.startsWith(PREFIX)
                || !Text.fits(value, PREFIX.length(), 4, 64, Text::isLetterOrDigit)) {
            throw new IllegalArgumentException(
                    "subscription id must be 'wh_' and up to 61 letters or digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
