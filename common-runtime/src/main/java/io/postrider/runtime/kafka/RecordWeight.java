package io.postrider.runtime.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What a record takes up in memory, as nearly as it can be told without measuring: the headers of a
 * delivery, each a few objects, are often more than its body.
 */
public final class RecordWeight {

    /** The record, what is noted about it, and its copy on the way to the broker. */
    private static final int RECORD = 400;

    /** Two arrays, a string and the pair of them. */
    private static final int HEADER = 120;

    private RecordWeight() {}

    /** In bytes. */
    public static int of(ConsumerRecord<byte[], byte[]> record) {
        int weight = RECORD + length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            weight += HEADER + header.key().length() + length(header.value());
        }
        return weight;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
