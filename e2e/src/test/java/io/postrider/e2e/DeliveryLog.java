package io.postrider.e2e;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/** The deliveries that were written to Kafka since the log was opened, as a consumer sees them. */
final class DeliveryLog implements AutoCloseable {

    private static final Duration LONGEST_POLL = Duration.ofSeconds(5);
    private static final String METADATA_FORM = "2:";

    /** Behind the form and a checksum of eight digits. */
    private static final int MAP_AT = 10;

    /**
     * A record: of which delivery, and where it lies.
     *
     * @param relayed whether it comes from a retry topic, and not from the dispatcher
     */
    record Entry(String delivery, TopicPartition partition, long offset, boolean relayed) {

        /** The text beside the commit is a bit map of what is done beyond it. */
        boolean isDoneBy(Map<TopicPartition, OffsetAndMetadata> committed) {
            OffsetAndMetadata commit = committed.get(partition);
            return commit != null
                    && (offset < commit.offset()
                            || beyond(commit).get((int) (offset - commit.offset())));
        }

        private static BitSet beyond(OffsetAndMetadata commit) {
            String text = commit.metadata();
            if (!text.startsWith(METADATA_FORM) || text.length() < MAP_AT) {
                return new BitSet();
            }
            try {
                byte[] map = Base64.getDecoder().decode(text.substring(MAP_AT));
                return text.startsWith(checksum(map), METADATA_FORM.length())
                        ? BitSet.valueOf(map)
                        : new BitSet();
            } catch (IllegalArgumentException _) {
                return new BitSet();
            }
        }

        private static String checksum(byte[] map) {
            CRC32C crc = new CRC32C();
            crc.update(map);
            return HexFormat.of().toHexDigits((int) crc.getValue());
        }
    }

    private final KafkaView kafka;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Entry> entries = new ArrayList<>();

    DeliveryLog(KafkaView kafka, String bootstrapServers) {
        this.kafka = kafka;
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "isolation.level",
                                "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        Map<TopicPartition, Long> ends = kafka.ends(KafkaView.DELIVERIES);
        consumer.assign(ends.keySet());
        ends.forEach(consumer::seek);
    }

    /** All records so far that are not in an open or aborted transaction. */
    List<Entry> entries() {
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(consumer.assignment()));
        while (!ends.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(LONGEST_POLL)) {
                entries.add(
                        new Entry(
                                text(record, "postrider-delivery-id"),
                                new TopicPartition(record.topic(), record.partition()),
                                record.offset(),
                                record.headers().lastHeader("postrider-waiting-since") != null));
            }
            ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        }
        return List.copyOf(entries);
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    /** Deliveries that no worker will take again: all their records are committed as done. */
    Set<String> done() {
        Map<TopicPartition, OffsetAndMetadata> committed = kafka.committed(KafkaView.WORKERS);
        Set<String> done = new HashSet<>();
        Set<String> undone = new HashSet<>();
        for (Entry entry : entries()) {
            (entry.isDoneBy(committed) ? done : undone).add(entry.delivery());
        }
        done.removeAll(undone);
        return done;
    }

    /** Deliveries that have come out of a retry topic. */
    Set<String> relayed() {
        return entries().stream()
                .filter(Entry::relayed)
                .map(Entry::delivery)
                .collect(Collectors.toSet());
    }

    /** How many records the dispatcher has written for these deliveries. */
    long dispatched(Set<String> deliveries) {
        return entries().stream()
                .filter(entry -> !entry.relayed() && deliveries.contains(entry.delivery()))
                .count();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
