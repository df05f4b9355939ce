package io.postrider.worker.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A record of a retry topic that the relay holds until it is due or called back. */
final class HeldRetry {

    private final ConsumerRecord<byte[], byte[]> record;
    private final RecordClaim claim;
    private final Instant dueAt;
    private @Nullable ParkedLine line;
    private boolean taken;

    HeldRetry(ConsumerRecord<byte[], byte[]> record, RecordClaim claim, Instant dueAt) {
        this.record = record;
        this.claim = claim;
        this.dueAt = dueAt;
    }

    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    RecordClaim claim() {
        return claim;
    }

    Instant dueAt() {
        return dueAt;
    }

    /** The line of parked deliveries that it stands in. */
    void joins(ParkedLine joined) {
        line = joined;
    }

    /** Whether it was released, or dropped because another relay has its partition. */
    boolean isTaken() {
        return taken;
    }

    void take() {
        taken = true;
        if (line != null) {
            line.left();
        }
    }
}
