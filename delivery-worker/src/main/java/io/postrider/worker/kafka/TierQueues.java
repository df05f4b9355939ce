package io.postrider.worker.kafka;

import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.SubscriptionId;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.runtime.kafka.WireRecords;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What waits in all partitions of the retry topics that this relay has. */
final class TierQueues {

    private final Map<String, Duration> tiers;
    private final Map<AssignedPartition, TierQueue> queues = new HashMap<>();
    private final Map<SubscriptionId, ParkedLine> parked = new HashMap<>();
    private final List<HeldRetry> copies = new ArrayList<>();
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
        HeldRetry held =
                queues.computeIfAbsent(claim.partition(), _ -> new TierQueue(tier(record.topic())))
                        .add(record, claim, now, steadyNow);
        if (record.headers().lastHeader(DeliveryCodec.SAFETY_COPY) != null) {
            copies.add(held);
        } else if (record.headers().lastHeader(DeliveryCodec.PARKED) != null) {
            DeliveryCodec.parkedFor(WireRecords.of(record))
                    .ifPresent(subscription -> line(subscription, record.partition()).add(held));
        }
    }

    private ParkedLine line(SubscriptionRef subscription, int partition) {
        return parked.computeIfAbsent(
                subscription.id(), _ -> new ParkedLine(subscription, partition));
    }

    private Duration tier(String topic) {
        return tiers.getOrDefault(topic, Duration.ZERO);
    }

    /** What others have now. */
    void forgetUnassigned() {
        queues.entrySet()
                .removeIf(entry -> {
                    boolean lost = !entry.getKey().isAssigned();
                    if (lost) {
                        entry.getValue().drop();
                    }
                    return lost;
                });
    }

    /**
     * Completes safety copies before they are due.
     *
     * @param obsolete whether the attempt that the copy was made for is over
     */
    void dropCopies(Predicate<ConsumerRecord<byte[], byte[]>> obsolete) {
        copies.removeIf(copy -> {
            if (!copy.isTaken() && obsolete.test(copy.record())) {
                queue(copy).take(copy);
                copy.claim().complete();
            }
            return copy.isTaken();
        });
    }

    /** Whether any of them is parked and may be called back. */
    boolean hasParked() {
        return !parked.isEmpty();
    }

    /**
     * Takes parked deliveries that their lanes have room for, before they are due.
     *
     * @param lanes says how many of a subscription are to come
     * @param partitions of the deliveries whose lanes these are
     */
    void callBack(
            Lanes lanes,
            Set<Integer> partitions,
            ReleaseCredit credit,
            Consumer<HeldRetry> forward) {
        parked.values().removeIf(line -> line.waiting() == 0);
        for (ParkedLine line : parked.values()) {
            if (!partitions.contains(line.partition())) {
                continue;
            }
            int wanted = (int) Math.min(line.waiting(), credit.left());
            int called = wanted == 0 ? 0 : lanes.callBack(line.subscription(), wanted);
            for (int i = 0; i < called; i++) {
                @Nullable HeldRetry first = line.first();
                if (first == null || !credit.take()) {
                    break;
                }
                queue(first).take(first);
                forward.accept(first);
            }
        }
    }

    private TierQueue queue(HeldRetry held) {
        return Objects.requireNonNull(queues.get(held.claim().partition()));
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
    void takeDue(Instant now, ReleaseCredit credit, BiConsumer<TierQueue, HeldRetry> forward) {
        List<TierQueue> due = new ArrayList<>(queues.values());
        Collections.rotate(due, ++turns);
        while (!due.isEmpty()) {
            due.removeIf(queue -> {
                @Nullable HeldRetry next = queue.takeDue(now, credit);
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
