package io.postrider.subscription.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.regex.Pattern;

/**
 * {@code postrider.*}, who may call the API.
 *
 * @param adminKey at least 16 characters that a bearer token may have (RFC 6750)
 */
@ConfigurationProperties("postrider")
record AccessProperties(@DefaultValue("") String adminKey) {

    private static final int SHORTEST = 16;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    AccessProperties {
        if (adminKey.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "postrider.admin-key (POSTRIDER_ADMIN_KEY) must have at least %d characters, not %d"
                            .formatted(SHORTEST, adminKey.length()));
        }
        if (!TOKEN.matcher(adminKey).matches()) {
            throw new IllegalArgumentException(
                    "postrider.admin-key (POSTRIDER_ADMIN_KEY) must be made of"
                            + " A-Z a-z 0-9 . _ ~ + / -");
        }
    }

    /** A log that prints the properties does not print the key. */
    @Override
    public String toString() {
        return "AccessProperties[adminKey=***]";
    }
}
