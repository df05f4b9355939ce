package io.postrider.subscription.history;

import io.postrider.model.wire.WireRecord;
import io.postrider.subscription.refusal.RefusedException;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads single records back from Kafka. */
public interface RecordArchive {

    /**
     * The record, or nothing when Kafka no longer has it.
     *
     * @throws RefusedException when Kafka does not answer in time
     */
    Optional<WireRecord> read(RecordPlace place);

    /**
     * Those of the records that Kafka still has.
     *
     * @throws RefusedException when Kafka does not answer in time
     */
    Map<RecordPlace, WireRecord> readAll(Set<RecordPlace> places);
}
