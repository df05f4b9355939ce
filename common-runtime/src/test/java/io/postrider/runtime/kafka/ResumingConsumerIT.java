package io.postrider.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.testing.RealKafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@Timeout(300)
class ResumingConsumerIT {

    private final String topic = "t" + UUID.randomUUID();
    private final TopicPartition place = new TopicPartition(topic, 0);
    private final KafkaClients clients = new KafkaClients(properties(), 1024 * 1024);
    private final Admin admin = clients.admin();

    private static KafkaProperties properties() {
        KafkaProperties properties = new KafkaProperties();
        properties.setBootstrapServers(List.of(RealKafka.shared().bootstrapServers()));
        return properties;
    }

    @BeforeEach
    void tenRecords() throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        try (var producer = clients.producer(Map.of())) {
            for (int i = 0; i < 10; i++) {
                producer.send(new ProducerRecord<>(topic, new byte[] {(byte) i})).get();
            }
        }
    }

    @AfterEach
    void close() {
        admin.close();
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        KafkaConsumer<byte[], byte[]> consumer = clients.groupConsumer(Map.of("group.id", topic));
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    private static List<Long> offsets(KafkaConsumer<byte[], byte[]> consumer, long last) {
        List<Long> offsets = new ArrayList<>();
        while (offsets.isEmpty() || offsets.getLast() < last) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                offsets.add(record.offset());
            }
        }
        return offsets;
    }

    private void deleteBefore(long offset) throws Exception {
        admin.deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(offset))).all().get();
    }

    @Test
    void beginsAtTheStartAndCountsNothingOfWhatWasDeletedBefore() throws Exception {
        deleteBefore(4);
        try (var consumer = consumer()) {
            assertThat(offsets(consumer, 9)).containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
        }
        assertThat(clients.skipped()).isZero();
    }

    @Test
    void countsWhatWasDeletedBeforeItWasRead() throws Exception {
        try (var consumer = consumer()) {
            var _ = offsets(consumer, 1);
            consumer.commitSync(Map.of(place, new OffsetAndMetadata(2)));
        }
        deleteBefore(6);
        try (var consumer = consumer()) {
            assertThat(offsets(consumer, 9)).containsExactly(6L, 7L, 8L, 9L);
        }
        assertThat(clients.skipped()).isEqualTo(4);
    }

    @Test
    void readsAgainWhereTheLogEndsBeforeItsPosition() {
        try (var consumer = consumer()) {
            var _ = offsets(consumer, 1);
            consumer.commitSync(Map.of(place, new OffsetAndMetadata(20)));
        }
        try (var consumer = consumer()) {
            assertThat(offsets(consumer, 9).getFirst()).isZero();
        }
        assertThat(clients.skipped()).isZero();
    }
}
