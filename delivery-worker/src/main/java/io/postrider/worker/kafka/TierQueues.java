package io.postrider.worker.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** What waits in all partitions of the retry topics that this relay has. */
final class TierQueues {

    private final Map<String, Duration> tiers;
    private final Map<AssignedPartition, TierQueue> queues = new HashMap<>();
    private int turns;

    /**
     * Empty ones.
     *
     * @param tiers by topic
     */
    TierQueues(Map<String, Duration> tiers) {
        this.tiers = tiers;
    }

    /** Takes a record in; see {@link TierQueue#add}. */
    void add(
            ConsumerRecord<byte[], byte[]> record,
            RecordClaim claim,
            Instant now,
            Instant steadyNow) {
        queues.computeIfAbsent(claim.partition(), _ -> new TierQueue(tier(record.topic())))
                .add(record, claim, now, steadyNow);
    }

    private Duration tier(String topic) {
        return tiers.getOrDefault(topic, Duration.ZERO);
    }

    /** What others have now. */
    void forgetUnassigned() {
        queues.keySet().removeIf(partition -> !partition.isAssigned());
    }

    /** When the next one of all may be taken; see {@link TierQueue#nextDue}. */
    Optional<Instant> nextDue(boolean credited) {
        return queues.values().stream()
                .map(queue -> queue.nextDue(credited))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /**
     * Takes what is due and may go on: one of each partition in turn, each time from another one
     * on, for the credit may not do for all.
     */
    void takeDue(Instant now, ReleaseCredit credit, BiConsumer<TierQueue, TierQueue.Held> forward) {
        List<TierQueue> due = new ArrayList<>(queues.values());
        Collections.rotate(due, ++turns);
        while (!due.isEmpty()) {
            due.removeIf(queue -> {
                TierQueue.@Nullable Held next = queue.takeDue(now, credit);
                if (next != null) {
                    forward.accept(queue, next);
                }
                return next == null;
            });
        }
    }

    boolean isFull(AssignedPartition partition) {
        @Nullable TierQueue queue = queues.get(partition);
        return queue != null && queue.isFull();
    }

    /** Records by topic. */
    Map<String, Integer> held() {
        return queues.entrySet().stream()
                .collect(
                        Collectors.groupingBy(
                                entry -> entry.getKey().partition().topic(),
                                Collectors.summingInt(entry -> entry.getValue().size())));
    }
}
