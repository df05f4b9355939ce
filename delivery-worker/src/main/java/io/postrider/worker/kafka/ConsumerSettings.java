package io.postrider.worker.kafka;

import io.postrider.runtime.kafka.KafkaClients;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Consumers of a group. The classic protocol with the cooperative assignor works on every broker
 * from 2.4 on, where the new protocol needs 4.0, and like it leaves alone the partitions that do
 * not move. A worker that was killed, and does not come back by the name it had, is missed after 15
 * s.
 */
final class ConsumerSettings {

    /**
     * What one answer of a broker may hold, compressed. Decompressed, no more than {@link
     * KafkaClients#MAX_POLL_RECORDS} records lie in memory before they are taken.
     *
     * @param bytes in all
     * @param partitionBytes of one partition
     */
    record Fetch(int bytes, int partitionBytes) {}

    static final Fetch DELIVERIES = new Fetch(16 * 1024 * 1024, 1024 * 1024);

    /** Of many partitions, each of which is to hold little. */
    static final Fetch RETRIES = new Fetch(4 * 1024 * 1024, 128 * 1024);

    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(15);

    private ConsumerSettings() {}

    static KafkaConsumer<byte[], byte[]> inGroup(
            KafkaClients clients, GroupMember member, Fetch fetch) {
        return inGroup(clients, member, fetch, Map.of());
    }

    /** A consumer of retry topics, whose partitions follow those of {@code deliveries}. */
    static KafkaConsumer<byte[], byte[]> following(
            KafkaClients clients,
            GroupMember member,
            Fetch fetch,
            Supplier<OwnedPartitions> deliveries) {
        return inGroup(
                clients,
                member,
                fetch,
                Map.of(
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        // a worker of an earlier version knows the second only
                        List.of(
                                FollowingAssignor.class.getName(),
                                CooperativeStickyAssignor.class.getName()),
                        FollowingAssignor.OWNED,
                        deliveries));
    }

    private static KafkaConsumer<byte[], byte[]> inGroup(
            KafkaClients clients, GroupMember member, Fetch fetch, Map<String, Object> own) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, member.group());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, member.group());
        member.instance()
                .ifPresent(name -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name));
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetch.bytes());
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, fetch.partitionBytes());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION_TIMEOUT.toMillis());
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        settings.putAll(own);
        return clients.groupConsumer(settings);
    }
}
