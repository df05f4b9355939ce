package io.postrider.subscription.history;

import io.postrider.model.wire.WireRecord;
import io.postrider.subscription.refusal.RefusedException;

import java.util.Optional;

/** Reads single records back from Kafka. */
public interface RecordArchive {

    /**
     * The record, or nothing when Kafka no longer has it.
     *
     * @throws RefusedException when Kafka does not answer in time
     */
    Optional<WireRecord> read(RecordPlace place);
}
