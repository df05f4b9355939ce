package io.postrider.model;

/**
 * Where a record lies in its Kafka topic.
 *
 * @param partition from 0
 * @param offset from 0
 */
public record RecordPosition(int partition, long offset) {

    public RecordPosition {
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "partition and offset must not be negative: " + partition + ", " + offset);
        }
    }

    @Override
    public String toString() {
        return partition + ":" + offset;
    }
}
