package io.postrider.worker.kafka;

import io.postrider.runtime.kafka.KafkaClients;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deletes what has been relayed, because retry topics keep their records without a time limit. Only
 * what the broker has acknowledged as committed goes.
 */
final class Truncation implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Truncation.class);

    private final Admin admin;
    private final Duration interval;
    private final Map<TopicPartition, Long> truncated = new ConcurrentHashMap<>();
    private Instant next = Instant.MIN;

    Truncation(KafkaClients clients, Duration interval) {
        this.admin = clients.admin();
        this.interval = interval;
    }

    /** Does not wait for it; what fails is tried again with the next one. */
    void truncate(Collection<AssignedPartition> partitions, Instant now) {
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(interval);
        Map<TopicPartition, RecordsToDelete> relayed = new HashMap<>();
        for (AssignedPartition partition : partitions) {
            TopicPartition place = partition.partition();
            long done = partition.committedOffset().orElse(0L);
            if (done > truncated.getOrDefault(place, 0L)) {
                relayed.put(place, RecordsToDelete.beforeOffset(done));
                truncated.put(place, done);
            }
        }
        if (!relayed.isEmpty()) {
            var _ =
                    admin.deleteRecords(relayed)
                            .all()
                            .whenComplete((_, fault) -> {
                                if (fault != null) {
                                    log.warn(
                                            "cannot truncate retry topics: {}", fault.getMessage());
                                    truncated.keySet().removeAll(relayed.keySet());
                                }
                            });
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
