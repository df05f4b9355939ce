package io.postrider.worker.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Tells the broker what is done. For use by the poll thread. */
final class Commits {

    private static final Logger log = LoggerFactory.getLogger(Commits.class);
    private static final Duration AWAIT = Duration.ofSeconds(5);

    /** What is to be committed, and for which assignment of each partition. */
    private record Batch(
            Map<TopicPartition, OffsetAndMetadata> offsets,
            Map<TopicPartition, AssignedPartition> owners) {

        void acknowledge() {
            offsets.forEach((place, offset) -> {
                AssignedPartition owner = owners.get(place);
                if (owner != null) {
                    owner.committed(offset);
                }
            });
        }
    }

    private final Consumer<byte[], byte[]> consumer;
    private boolean requested;
    private boolean failing;

    Commits(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** All in one request, and no second one before it is answered. */
    void request(Collection<AssignedPartition> partitions) {
        if (requested) {
            return;
        }
        Batch batch = uncommitted(partitions);
        if (batch.offsets().isEmpty()) {
            // what could not be committed is gone with its partition, and its new owner's now
            failing = false;
            return;
        }
        requested = true;
        consumer.commitAsync(
                batch.offsets(),
                (_, fault) -> {
                    requested = false;
                    if (fault == null) {
                        batch.acknowledge();
                        failing = false;
                    } else {
                        failed(fault);
                    }
                });
    }

    /** Waits for the answer; what cannot be committed is delivered again. */
    void await(Collection<AssignedPartition> partitions) {
        Batch batch = uncommitted(partitions);
        if (batch.offsets().isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(batch.offsets(), AWAIT);
            batch.acknowledge();
            failing = false;
        } catch (KafkaException e) {
            log.warn("could not commit {}: {}", batch.offsets().keySet(), e.getMessage());
        }
    }

    private void failed(Exception fault) {
        if (!failing) {
            log.warn("cannot commit, trying again: {}", fault.getMessage());
        }
        failing = true;
    }

    private Batch uncommitted(Collection<AssignedPartition> partitions) {
        Batch batch = new Batch(new HashMap<>(), new HashMap<>());
        for (AssignedPartition partition : partitions) {
            passTail(partition);
            partition
                    .uncommitted()
                    .ifPresent(offset -> {
                        batch.offsets().put(partition.partition(), offset);
                        batch.owners().put(partition.partition(), partition);
                    });
        }
        return batch;
    }

    /** The consumer has passed transaction markers that no record follows yet. */
    private void passTail(AssignedPartition partition) {
        if (partition.hasBegun()) {
            try {
                partition.passedTo(consumer.position(partition.partition(), Duration.ZERO));
            } catch (TimeoutException | InvalidOffsetException | IllegalStateException e) {
                log.debug("{} has no position now", partition.partition(), e);
            }
        }
    }

    boolean isFailing() {
        return failing;
    }
}
