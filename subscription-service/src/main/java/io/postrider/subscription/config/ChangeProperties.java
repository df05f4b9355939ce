package io.postrider.subscription.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code postrider.changes.*}.
 *
 * @param effectTimeout for which a request that changes a webhook waits until the change is in
 *     effect, 0 to 30 s; 0 answers at once, and says of no change that it is in effect
 */
@ConfigurationProperties("postrider.changes")
record ChangeProperties(@DefaultValue("2s") Duration effectTimeout) {

    private static final Duration MAX = Duration.ofSeconds(30);

    ChangeProperties {
        if (effectTimeout.isNegative() || effectTimeout.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(
                    "postrider.changes.effect-timeout must be 0s to 30s");
        }
    }
}
