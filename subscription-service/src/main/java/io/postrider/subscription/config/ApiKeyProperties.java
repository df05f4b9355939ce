package io.postrider.subscription.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;
import java.util.Optional;

/**
 * {@code postrider.api-keys.*}.
 *
 * @param maxLifetime longest time from the creation of a key to its end, a minute or more; zero for
 *     no limit
 */
@ConfigurationProperties("postrider.api-keys")
record ApiKeyProperties(@DefaultValue("0s") Duration maxLifetime) {

    private static final Duration MIN_LIFETIME = Duration.ofMinutes(1);

    ApiKeyProperties {
        if (!maxLifetime.isZero() && maxLifetime.compareTo(MIN_LIFETIME) < 0) {
            throw new IllegalArgumentException(
                    "postrider.api-keys.max-lifetime must be 1m or more, or 0s for no limit, not "
                            + maxLifetime);
        }
    }

    Optional<Duration> limit() {
        return Optional.of(maxLifetime).filter(Duration::isPositive);
    }
}
