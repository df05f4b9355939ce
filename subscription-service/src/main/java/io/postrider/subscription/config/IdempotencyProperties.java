package io.postrider.subscription.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code postrider.idempotency.*}.
 *
 * @param retention for which a key is remembered
 */
@ConfigurationProperties("postrider.idempotency")
record IdempotencyProperties(@DefaultValue("24h") Duration retention) {

    IdempotencyProperties {
        if (retention.compareTo(Duration.ofMinutes(5)) < 0) {
            throw new IllegalArgumentException(
                    "postrider.idempotency.retention must be at least 5m");
        }
    }
}
