package io.postrider.dispatcher.kafka;

import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

import java.time.Duration;
import java.util.Map;

/**
 * How the fan-out uses Kafka.
 *
 * @param instance names this instance among those of the deployment, the same after a restart
 * @param mostEvents that are taken at a time
 * @param mostDeliveries after which a transaction is committed
 * @param mostBytes of bodies, after which a transaction is committed
 */
public record FanOutSettings(
        TopicLayout layout,
        String instance,
        int mostEvents,
        int mostDeliveries,
        long mostBytes,
        Duration transactionTimeout) {

    /**
     * Room for what one transaction writes to a partition under load: each batch costs the broker
     * as much as hundreds of the records in it. Kafka measures it compressed; decompressed, a batch
     * holds no more than its transaction does.
     */
    private static final int BATCH_BYTES = 256 * 1024;

    /** Longer than most transactions: their commit sends what there is. */
    private static final int LINGER_MILLIS = 200;

    /** Bytes of events in memory that wait to be fanned out; one poll may exceed it. */
    private static final long MAX_POLLED_BYTES = 16 * 1024 * 1024;

    /** Kafka's own limit for a consumer's session is 6 s unless a broker is set otherwise. */
    private static final Duration SESSION = Duration.ofSeconds(10);

    String events() {
        return layout.name(Topic.EVENTS);
    }

    String deliveries() {
        return layout.name(Topic.DELIVERIES);
    }

    String invalid() {
        return layout.name(Topic.EVENTS_INVALID);
    }

    PacedPoll.Limits polled() {
        return new PacedPoll.Limits(mostEvents, MAX_POLLED_BYTES);
    }

    boolean isFull(Tally tally) {
        return tally.deliveries() >= mostDeliveries || tally.bytes() >= mostBytes;
    }

    /**
     * Static membership: after a kill the instance gets its partitions back at once, not when the
     * session of its former self has timed out.
     */
    Map<String, Object> consumer() {
        return Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "postrider-dispatcher",
                ConsumerConfig.GROUP_ID_CONFIG,
                layout.prefix() + "dispatcher",
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                ownId(),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                (int) SESSION.toMillis(),
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                (int) SESSION.toMillis() / 4);
    }

    /** A stable id, so that the next start ends the transaction that a kill has left open. */
    Map<String, Object> producer() {
        int timeout = (int) transactionTimeout.toMillis();
        return Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                "postrider-dispatcher",
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                ownId(),
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                timeout,
                // what outlives its transaction is in vain
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                timeout,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                timeout,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                timeout / 2,
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES,
                ProducerConfig.LINGER_MS_CONFIG,
                LINGER_MILLIS);
    }

    private String ownId() {
        return layout.prefix() + "dispatcher-" + instance;
    }
}
