package io.postrider.dispatcher.kafka;

import io.postrider.model.SubscriptionId;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/**
 * How far the fan-out of one event has come. It is kept as the metadata of the committed offset,
 * which is then the event's own, so that it is committed with the deliveries it speaks of.
 *
 * @param offset of the event in its partition
 * @param after the last subscription, in order of id, whose delivery is written
 */
record ResumePoint(long offset, SubscriptionId after) {

    private static final Logger log = LoggerFactory.getLogger(ResumePoint.class);
    private static final String PREFIX = "written-up-to:";

    /** The position from which a restart goes on behind the record. */
    static OffsetAndMetadata behind(ConsumerRecord<byte[], byte[]> record) {
        return new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), "");
    }

    /** The position from which a restart goes on with the record, after that subscription. */
    static OffsetAndMetadata within(ConsumerRecord<byte[], byte[]> record, SubscriptionId after) {
        return new OffsetAndMetadata(record.offset(), record.leaderEpoch(), PREFIX + after.value());
    }

    /**
     * What a commit says. One that cannot be read counts as none: the event is then fanned out from
     * its beginning, and the ids of its deliveries show which of them are doubled.
     */
    static Optional<ResumePoint> of(OffsetAndMetadata committed) {
        String metadata = committed.metadata();
        if (metadata.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (!metadata.startsWith(PREFIX)) {
                throw new IllegalArgumentException("it does not begin with " + PREFIX);
            }
            SubscriptionId after = new SubscriptionId(metadata.substring(PREFIX.length()));
            return Optional.of(new ResumePoint(committed.offset(), after));
        } catch (IllegalArgumentException e) {
            log.warn(
                    "passed over the metadata '{}' of the commit at offset {}: {}",
                    metadata,
                    committed.offset(),
                    e.getMessage());
            return Optional.empty();
        }
    }
}
