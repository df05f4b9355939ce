package io.postrider.runtime.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * A consumer that reads each partition from its beginning, goes on where it was, and notices when
 * records have been deleted before it came to them. Kafka's own {@code auto.offset.reset} skips
 * them silently.
 */
final class ResumingConsumer extends KafkaConsumer<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(ResumingConsumer.class);

    private final LongAdder skipped;

    /**
     * A consumer with these settings, of which {@code auto.offset.reset} must be {@code none}.
     *
     * @param skipped counts offsets that were skipped
     */
    ResumingConsumer(Map<String, Object> settings, LongAdder skipped) {
        super(settings);
        this.skipped = skipped;
    }

    /** Returns no records when positions had to be set; the next poll goes on from there. */
    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            return super.poll(timeout);
        } catch (NoOffsetForPartitionException e) {
            seekToBeginning(e.partitions());
        } catch (OffsetOutOfRangeException e) {
            Map<TopicPartition, Long> positions = new HashMap<>(e.offsetOutOfRangePartitions());
            if (e instanceof LogTruncationException cut) {
                log.warn("the log was cut, reading again from {}", cut.divergentOffsets());
                cut.divergentOffsets().forEach(this::seek);
                positions.keySet().removeAll(cut.divergentOffsets().keySet());
            }
            beginningOffsets(positions.keySet())
                    .forEach((partition, start) -> goOnAt(partition, positions, start));
        }
        return ConsumerRecords.empty();
    }

    private void goOnAt(TopicPartition partition, Map<TopicPartition, Long> wanted, long start) {
        long position = wanted.getOrDefault(partition, start);
        if (position < start) {
            skipped.add(start - position);
            log.error(
                    "{}: offsets {} to {} were deleted before they were read, going on at {}",
                    partition,
                    position,
                    start - 1,
                    start);
        } else {
            log.warn(
                    "{}: offset {} does not exist, reading again from {}",
                    partition,
                    position,
                    start);
        }
        seek(partition, start);
    }
}
