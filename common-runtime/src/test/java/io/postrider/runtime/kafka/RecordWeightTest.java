package io.postrider.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordWeightTest {

    private static ConsumerRecord<byte[], byte[]> record(int bytes, int headers, int headerBytes) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("deliveries", 0, 0, new byte[10], new byte[bytes]);
        for (int i = 0; i < headers; i++) {
            record.headers().add("h", new byte[headerBytes]);
        }
        return record;
    }

    @Test
    void countsHeadersAsTheyLieInMemory() {
        int bare = RecordWeight.of(record(1_000, 0, 0));

        assertThat(RecordWeight.of(record(3_000, 0, 0)) - bare).isEqualTo(2_000);
        assertThat(RecordWeight.of(record(1_000, 14, 20)) - bare).isBetween(14 * 100, 14 * 200);
    }

    @Test
    void takesRecordsAndHeadersWithoutAnything() {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("deliveries", 0, 0, null, null);
        record.headers().add("h", null);

        assertThat(RecordWeight.of(record)).isPositive();
    }
}
