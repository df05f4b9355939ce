package io.postrider.subscription.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * {@code postrider.replays.*}.
 *
 * @param retention for which a replay is kept after its end; a day or more
 */
@ConfigurationProperties("postrider.replays")
record ReplayProperties(@DefaultValue("30d") Duration retention) {

    private static final Duration SHORTEST = Duration.ofDays(1);

    ReplayProperties {
        if (retention.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "postrider.replays.retention must be a day or more, not " + retention);
        }
    }
}
