package io.postrider.subscription.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * {@code postrider.intake.*}.
 *
 * @param maxBatchEvents in one request
 * @param maxBodySize of one request
 * @param kafkaTimeout after which a request that Kafka has not acknowledged is answered with 503
 */
@ConfigurationProperties("postrider.intake")
record IntakeProperties(
        @DefaultValue("1000") int maxBatchEvents,
        @DefaultValue("8MB") DataSize maxBodySize,
        @DefaultValue("10s") Duration kafkaTimeout) {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(2);
    private static final DataSize LARGEST_BODY = DataSize.ofMegabytes(64);

    IntakeProperties {
        if (maxBatchEvents < 1) {
            throw new IllegalArgumentException(
                    "postrider.intake.max-batch-events must be at least 1");
        }
        if (maxBodySize.toBytes() < 1 || maxBodySize.compareTo(LARGEST_BODY) > 0) {
            throw new IllegalArgumentException(
                    "postrider.intake.max-body-size must be 1B to " + LARGEST_BODY);
        }
        if (kafkaTimeout.compareTo(SHORTEST_TIMEOUT) < 0) {
            throw new IllegalArgumentException(
                    "postrider.intake.kafka-timeout must be at least 2s");
        }
    }
}
