package io.postrider.subscription.history;

import io.postrider.subscription.history.HistoryBatch.InvalidFact;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads what is known of records that could not be read. */
public interface InvalidRecordArchive {

    /** The last to be found first. */
    List<InvalidFact> list(Optional<Mark> before, int limit);

    /** A record's place in the list. */
    record Mark(Instant foundAt, String topic, int partition, long offset) {}
}
