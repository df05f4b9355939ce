package io.postrider.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.RecordWeight;
import io.postrider.testing.RealKafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What one poll brings into memory of records that compress to almost nothing. */
class PollSizeIT {

    private static final int BODY_BYTES = 1024 * 1024;
    private static final int RECORDS = 80;
    private static final long MAX_BYTES = 48L * 1024 * 1024;

    private final String topic = "t" + UUID.randomUUID();
    private final KafkaClients clients = new KafkaClients(properties(), 2 * BODY_BYTES);

    private static KafkaProperties properties() {
        KafkaProperties properties = new KafkaProperties();
        properties.setBootstrapServers(List.of(RealKafka.shared().bootstrapServers()));
        return properties;
    }

    @Test
    void onePollIsBoundedInBytesAsTheyLieInMemory() throws Exception {
        try (Admin admin = clients.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        byte[] body = new byte[BODY_BYTES];
        Arrays.fill(body, (byte) 'a');
        try (var producer = clients.producer(Map.of("linger.ms", 200))) {
            for (int i = 0; i < RECORDS; i++) {
                var _ = producer.send(new ProducerRecord<>(topic, body));
            }
        }
        GroupMember member = new GroupMember(topic, Optional.empty());
        int taken = 0;
        try (var consumer =
                ConsumerSettings.inGroup(clients, member, ConsumerSettings.DELIVERIES)) {
            consumer.subscribe(List.of(topic));
            while (taken < RECORDS) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofSeconds(1));
                assertThat(bytes(polled)).isLessThan(MAX_BYTES);
                taken += polled.count();
            }
        }
        assertThat(taken).isEqualTo(RECORDS);
    }

    private static long bytes(ConsumerRecords<byte[], byte[]> polled) {
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            bytes += RecordWeight.of(record);
        }
        return bytes;
    }
}
