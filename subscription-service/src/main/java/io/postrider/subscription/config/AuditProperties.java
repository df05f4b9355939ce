package io.postrider.subscription.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code postrider.audit.*}: the audit log.
 *
 * @param retention of its entries; a day or more
 */
@ConfigurationProperties("postrider.audit")
record AuditProperties(@DefaultValue("365d") Duration retention) {

    private static final Duration SHORTEST = Duration.ofDays(1);

    AuditProperties {
        if (retention.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "postrider.audit.retention must be a day or more, not " + retention);
        }
    }
}
