package io.postrider.subscription.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code postrider.database.*}: connections to PostgreSQL beside those of {@code
 * spring.datasource.hikari.*}, which API requests use.
 *
 * @param statementTimeout after which PostgreSQL ends a statement of an API request, 1s to 10m
 * @param backgroundConnections of history, replays and regular jobs, 2 to 64
 */
@ConfigurationProperties("postrider.database")
record DatabaseProperties(
        @DefaultValue("30s") Duration statementTimeout,
        @DefaultValue("6") int backgroundConnections) {

    private static final Duration MIN_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);
    private static final int MIN_CONNECTIONS = 2;
    private static final int MAX_CONNECTIONS = 64;

    DatabaseProperties {
        if (statementTimeout.compareTo(MIN_TIMEOUT) < 0
                || statementTimeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "postrider.database.statement-timeout must be 1s to 10m, not "
                            + statementTimeout);
        }
        if (backgroundConnections < MIN_CONNECTIONS || backgroundConnections > MAX_CONNECTIONS) {
            throw new IllegalArgumentException(
                    "postrider.database.background-connections must be 2 to 64, not "
                            + backgroundConnections);
        }
    }
}
