package io.postrider.subscription.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code postrider.session.*}: sessions of browsers.
 *
 * @param lifetime from the key to the end, however much the session is used; 1m to 30d
 */
@ConfigurationProperties("postrider.session")
record SessionProperties(@DefaultValue("12h") Duration lifetime) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    SessionProperties {
        if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "postrider.session.lifetime must be 1m to 30d, not " + lifetime);
        }
    }
}
