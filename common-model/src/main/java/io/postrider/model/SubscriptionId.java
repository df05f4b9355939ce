package io.postrider.model;

import java.util.regex.Pattern;

/**
 * Identifies a subscription, which the REST API calls a webhook.
 *
 * @param value {@code wh_} and 1 to 61 letters or digits
 */
public record SubscriptionId(String value) {

    private static final Pattern ALLOWED = Pattern.compile("wh_[A-Za-z0-9]{1,61}");

    public SubscriptionId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "subscription id must be 'wh_' and up to 61 letters or digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
