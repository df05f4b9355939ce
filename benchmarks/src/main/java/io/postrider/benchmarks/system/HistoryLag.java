package io.postrider.benchmarks.system;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** How far history is behind the topics that it is made of. */
public final class HistoryLag implements AutoCloseable {

    private static final String GROUP = "postrider.history";
    private static final String TRANSACTIONAL = "postrider.deliveries";

    private final Admin admin;

    public HistoryLag(String bootstrapServers) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Records that history has not stored yet. */
    public long records() throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> stored =
                    admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            stored.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
            Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(asked).all().get();
            return ends.entrySet().stream()
                    .mapToLong(end -> behind(end.getKey(), end.getValue(), stored))
                    .sum();
        } catch (ExecutionException e) {
            throw new BenchFailedException("cannot read how far history is: " + e.getCause(), e);
        }
    }

    /** A transaction ends with a marker in the log, which is no record. */
    private static long behind(
            TopicPartition partition,
            ListOffsetsResultInfo end,
            Map<TopicPartition, OffsetAndMetadata> stored) {
        OffsetAndMetadata offset = stored.get(partition);
        long behind = end.offset() - (offset == null ? 0 : offset.offset());
        return partition.topic().equals(TRANSACTIONAL) ? Math.max(0, behind - 1) : behind;
    }

    @Override
    public void close() {
        admin.close();
    }
}
