package io.postrider.worker.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * What waits in one partition of a retry topic, polled but not due. The broker's append time says
 * since when, and appended later is due later.
 */
final class TierQueue {

    private static final int MAX_RECORDS = 1_000;
    private static final int MAX_BYTES = 1024 * 1024;

    /** Released each second without credit, so that nothing waits for ever. */
    static final int LEAST_A_SECOND = 5;

    private final Duration tier;

    /** Those that were taken before they were due are removed when they come to the head. */
    private final ArrayDeque<HeldRetry> held = new ArrayDeque<>();

    private int waiting;
    private long bytes;
    private boolean full;
    private Instant secondOver = Instant.MIN;
    private int released;

    TierQueue(Duration tier) {
        this.tier = tier;
    }

    /**
     * Takes a record in.
     *
     * @param now by the machine's clock, to be compared with the broker's
     * @param steadyNow by the clock that never jumps, which all else here goes by
     */
    HeldRetry add(
            ConsumerRecord<byte[], byte[]> record,
            RecordClaim claim,
            Instant now,
            Instant steadyNow) {
        Duration left = Duration.between(now, Instant.ofEpochMilli(record.timestamp()).plus(tier));
        // from the future: the clocks disagree, and a whole tier is the most it can be
        Duration wait = left.compareTo(tier) > 0 ? tier : left;
        HeldRetry added = new HeldRetry(record, claim, steadyNow.plus(wait));
        held.add(added);
        waiting++;
        bytes += claim.bytes();
        return added;
    }

    /** The next one that is due, removed, where there is credit or it is one of the few. */
    @Nullable HeldRetry takeDue(Instant now, ReleaseCredit credit) {
        @Nullable HeldRetry head = head();
        if (head == null || head.dueAt().isAfter(now) || !(credit.take() || isOneOfTheFew(now))) {
            return null;
        }
        take(head);
        return head;
    }

    /** Takes one that may not be due. */
    void take(HeldRetry retry) {
        retry.take();
        waiting--;
        bytes -= retry.claim().bytes();
    }

    /** Takes all: another relay has the partition. */
    void drop() {
        held.stream().filter(retry -> !retry.isTaken()).forEach(HeldRetry::take);
        held.clear();
    }

    private @Nullable HeldRetry head() {
        @Nullable HeldRetry head = held.peekFirst();
        while (head != null && head.isTaken()) {
            held.remove();
            head = held.peekFirst();
        }
        return head;
    }

    private boolean isOneOfTheFew(Instant now) {
        if (!now.isBefore(secondOver)) {
            secondOver = now.plusSeconds(1);
            released = 0;
        }
        return ++released <= LEAST_A_SECOND;
    }

    /**
     * When the next one may be taken.
     *
     * @param credited whether there is credit for it
     */
    Optional<Instant> nextDue(boolean credited) {
        return Optional.ofNullable(head())
                .map(HeldRetry::dueAt)
                .map(due ->
                        !credited && released >= LEAST_A_SECOND && due.isBefore(secondOver)
                                ? secondOver
                                : due);
    }

    /**
     * The time by the broker's clock, as well as it can be told for a record that is due: at least
     * the whole tier has passed since the append, whatever the machine's clock says.
     */
    Instant brokerTime(ConsumerRecord<byte[], byte[]> record, Instant now) {
        Instant dueAt = Instant.ofEpochMilli(record.timestamp()).plus(tier);
        return now.isBefore(dueAt) ? dueAt : now;
    }

    /** Once full, until half of it is gone: each fetch should bring more than a few records. */
    boolean isFull() {
        int divisor = full ? 2 : 1;
        full = waiting >= MAX_RECORDS / divisor || bytes >= MAX_BYTES / divisor;
        return full;
    }

    Duration tier() {
        return tier;
    }

    int size() {
        return waiting;
    }
}
