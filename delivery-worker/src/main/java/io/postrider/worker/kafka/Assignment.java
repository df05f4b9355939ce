package io.postrider.worker.kafka;

import io.postrider.runtime.kafka.RecordWeight;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The partitions a consumer has, what it took from them and what of that is done. For use by the
 * poll thread, but for {@link #completed}.
 */
final class Assignment implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(Assignment.class);

    /** What became of a polled record. */
    sealed interface Taken {
        record Claimed(RecordClaim claim) implements Taken {}

        /** Done before; nothing to do. */
        record Skipped() implements Taken {}

        /** No room: this and all that follow in its partition come again. */
        record Full() implements Taken {}
    }

    private static final Taken SKIPPED = new Taken.Skipped();
    private static final Taken FULL = new Taken.Full();

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, AssignedPartition> partitions = new HashMap<>();
    private final Queue<RecordClaim> completed = new ConcurrentLinkedQueue<>();
    private final Commits commits;
    private final Runnable beforeRevocation;
    private Set<Integer> numbers = Set.of();
    private boolean joined;
    private volatile boolean ending;
    private volatile long settledAt = System.nanoTime();

    Assignment(Consumer<byte[], byte[]> consumer) {
        this(consumer, () -> {});
    }

    /**
     * Of a consumer that has none yet.
     *
     * @param beforeRevocation what is to be done before partitions are given up
     */
    Assignment(Consumer<byte[], byte[]> consumer, Runnable beforeRevocation) {
        this.consumer = consumer;
        this.beforeRevocation = beforeRevocation;
        this.commits = new Commits(consumer);
    }

    Taken take(ConsumerRecord<byte[], byte[]> record) {
        return take(record, Long.MAX_VALUE);
    }

    /**
     * Takes the record, if there is room.
     *
     * @param mostBytes that its partition may have in hand for another one to be taken
     */
    Taken take(ConsumerRecord<byte[], byte[]> record, long mostBytes) {
        TopicPartition place = new TopicPartition(record.topic(), record.partition());
        AssignedPartition partition = partitions.get(place);
        if (partition == null) {
            return FULL;
        }
        if (partition.bytesInHand() >= mostBytes) {
            return comeAgain(place, record);
        }
        int bytes = RecordWeight.of(record);
        return switch (partition.admit(record.offset(), bytes, record.leaderEpoch())) {
            case TAKEN ->
                    new Taken.Claimed(new RecordClaim(this, partition, record.offset(), bytes));
            case DONE_BEFORE -> SKIPPED;
            case NO_ROOM -> comeAgain(place, record);
            case REWOUND -> {
                log.warn("{} went back to offset {}, following it", place, record.offset());
                partition.takenAway();
                partitions.put(place, new AssignedPartition(place, null));
                yield take(record, mostBytes);
            }
        };
    }

    private Taken comeAgain(TopicPartition place, ConsumerRecord<byte[], byte[]> record) {
        consumer.seek(place, record.offset());
        return FULL;
    }

    /** From any thread. */
    void completed(RecordClaim claim) {
        completed.add(claim);
    }

    /**
     * Whether the group still counts on this consumer. A process that was stopped for longer than
     * its session wakes up with partitions that others have by then, and learns of it by its next
     * poll only.
     */
    boolean isSure() {
        return System.nanoTime() - settledAt < ConsumerSettings.SESSION_TIMEOUT.toNanos();
    }

    void settleCompleted() {
        settledAt = System.nanoTime();
        for (RecordClaim claim = completed.poll(); claim != null; claim = completed.poll()) {
            claim.settle();
        }
    }

    /** Lets nothing more begin. */
    void end() {
        ending = true;
    }

    boolean isEnding() {
        return ending;
    }

    /** Fetches nothing from the partitions that are full, and from the others again. */
    void pauseWhere(Predicate<AssignedPartition> full) {
        List<TopicPartition> toPause = new ArrayList<>();
        List<TopicPartition> toResume = new ArrayList<>();
        for (AssignedPartition partition : partitions.values()) {
            boolean wanted = full.test(partition);
            if (wanted != partition.isPaused()) {
                (wanted ? toPause : toResume).add(partition.partition());
                partition.setPaused(wanted);
            }
        }
        if (!toPause.isEmpty()) {
            consumer.pause(toPause);
        }
        if (!toResume.isEmpty()) {
            consumer.resume(toResume);
        }
    }

    /** All partitions in one request. */
    void commit() {
        commits.request(partitions.values());
    }

    /** The last word. */
    void commitNow() {
        settleCompleted();
        commits.await(partitions.values());
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                added.isEmpty() ? Map.of() : consumer.committed(new HashSet<>(added));
        for (TopicPartition place : added) {
            @Nullable OffsetAndMetadata offset = committed.get(place);
            partitions.put(place, new AssignedPartition(place, offset));
            if (offset != null) {
                consumer.seek(place, offset);
            }
        }
        count();
        joined = true;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        beforeRevocation.run();
        settleCompleted();
        commits.await(revoked.stream().map(partitions::get).filter(Objects::nonNull).toList());
        onPartitionsLost(revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        for (TopicPartition place : lost) {
            @Nullable AssignedPartition partition = partitions.remove(place);
            if (partition != null) {
                partition.takenAway();
            }
        }
        count();
    }

    /** Gives everything up without a word to the broker. */
    void abandon() {
        onPartitionsLost(List.copyOf(partitions.keySet()));
    }

    Collection<AssignedPartition> partitions() {
        return partitions.values();
    }

    /** Bytes of what was taken and is not known to be done. */
    long bytesInHand() {
        return partitions.values().stream().mapToLong(AssignedPartition::bytesInHand).sum();
    }

    /** The numbers of the partitions; the same object until they change. */
    Set<Integer> numbers() {
        return numbers;
    }

    private void count() {
        numbers =
                partitions.keySet().stream()
                        .map(TopicPartition::partition)
                        .collect(Collectors.toUnmodifiableSet());
    }

    boolean works() {
        return joined && !commits.isFailing();
    }
}
