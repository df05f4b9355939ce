package io.postrider.worker.kafka;

import io.postrider.runtime.kafka.KafkaClients;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;

import java.time.Duration;
import java.util.Map;

/**
 * Consumers of a group. The classic protocol with the cooperative assignor works on every broker
 * from 2.4 on, where the new protocol needs 4.0, and like it leaves alone the partitions that do
 * not move. A worker that was killed is missed after 15 s.
 */
final class ConsumerSettings {

    static final int MAX_POLL_RECORDS = 1_000;

    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(15);

    private ConsumerSettings() {}

    static KafkaConsumer<byte[], byte[]> inGroup(KafkaClients clients, String group) {
        return clients.consumer(
                Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        group,
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName(),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        MAX_POLL_RECORDS,
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        (int) SESSION_TIMEOUT.toMillis(),
                        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                        3_000,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        15_000));
    }
}
