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

    /** A record that waits. */
    record Held(ConsumerRecord<byte[], byte[]> record, RecordClaim claim, Instant dueAt) {}

    private static final int MOST_RECORDS = 1_000;
    private static final int MOST_BYTES = 1024 * 1024;

    /** Released each second without credit, so that nothing waits for ever. */
    static final int LEAST_A_SECOND = 5;

    private final Duration tier;
    private final ArrayDeque<Held> held = new ArrayDeque<>();
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
    void add(
            ConsumerRecord<byte[], byte[]> record,
            RecordClaim claim,
            Instant now,
            Instant steadyNow) {
        Duration left = Duration.between(now, Instant.ofEpochMilli(record.timestamp()).plus(tier));
        // from the future: the clocks disagree, and a whole tier is the most it can be
        Duration wait = left.compareTo(tier) > 0 ? tier : left;
        held.add(new Held(record, claim, steadyNow.plus(wait)));
        bytes += claim.bytes();
    }

    /** The next one that is due, removed, where there is credit or it is one of the few. */
    @Nullable Held takeDue(Instant now, ReleaseCredit credit) {
        @Nullable Held head = held.peekFirst();
        if (head == null || head.dueAt().isAfter(now) || !(credit.take() || isOneOfTheFew(now))) {
            return null;
        }
        bytes -= head.claim().bytes();
        return held.remove();
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
        return Optional.ofNullable(held.peekFirst())
                .map(Held::dueAt)
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
        full = held.size() >= MOST_RECORDS / divisor || bytes >= MOST_BYTES / divisor;
        return full;
    }

    Duration tier() {
        return tier;
    }

    int size() {
        return held.size();
    }
}
