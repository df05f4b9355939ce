package io.postrider.dispatcher.config;

import io.postrider.dispatcher.kafka.FanOutSettings;
import io.postrider.model.topic.TopicLayout;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * {@code postrider.dispatcher.*}: how large a transaction grows.
 *
 * @param batchEvents at most so many events in one transaction
 * @param batchDeliveries at most so many deliveries in one transaction; an event with more takes
 *     several
 * @param batchSize no further delivery in the transaction once the bodies are so large in all
 * @param transactionTimeout after which Kafka takes an unfinished transaction back; 1 s to 15 s
 */
@ConfigurationProperties("postrider.dispatcher")
public record DispatcherProperties(
        @DefaultValue("2000") int batchEvents,
        @DefaultValue("5000") int batchDeliveries,
        @DefaultValue("32MB") DataSize batchSize,
        @DefaultValue("15s") Duration transactionTimeout) {

    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(15);

    public DispatcherProperties {
        positive("batch-events", batchEvents);
        positive("batch-deliveries", batchDeliveries);
        positive("batch-size", batchSize.toBytes());
        if (transactionTimeout.compareTo(SHORTEST_TIMEOUT) < 0
                || transactionTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "postrider.dispatcher.transaction-timeout must be 1s to 15s, not "
                            + transactionTimeout);
        }
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "postrider.dispatcher.%s must be at least 1, not %d".formatted(name, value));
        }
    }

    FanOutSettings toSettings(TopicLayout layout, String instance) {
        return new FanOutSettings(
                layout,
                instance,
                batchEvents,
                batchDeliveries,
                batchSize.toBytes(),
                transactionTimeout);
    }
}
