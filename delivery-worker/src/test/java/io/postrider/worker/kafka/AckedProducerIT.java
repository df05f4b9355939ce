package io.postrider.worker.kafka;

import static io.postrider.worker.Fixtures.NOW;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Payload;
import io.postrider.model.wire.InvalidRecordCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.testing.Patience;
import io.postrider.testing.RealKafka;
import io.postrider.testing.SettableClock;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

class AckedProducerIT {

    private static final int LARGEST_RECORD = 300 * 1024;
    private static final Duration LONGEST = Patience.LONGEST;

    private final String topic = "small." + UUID.randomUUID();
    private final String invalidTopic = "invalid." + UUID.randomUUID();
    private KafkaClients clients;
    private AckedProducer producer;

    @BeforeEach
    void start() throws Exception {
        KafkaProperties properties = new KafkaProperties();
        properties.setBootstrapServers(List.of(RealKafka.shared().bootstrapServers()));
        clients = new KafkaClients(properties, LARGEST_RECORD);
        try (Admin admin = clients.admin()) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(topic, 1, (short) 1)
                                            .configs(Map.of("max.message.bytes", "1000")),
                                    new NewTopic(invalidTopic, 1, (short) 1)))
                    .all()
                    .get();
        }
        producer = new AckedProducer(clients, invalidTopic, SettableClock.at(NOW));
        producer.start();
    }

    @AfterEach
    void stop() {
        producer.stop();
    }

    @Test
    void whatTheTopicWillNeverTakeIsLaidAsideAndDone() throws Exception {
        sendAndAwait(incompressible(200 * 1024));

        WireRecord aside = firstOf(invalidTopic);
        assertThat(aside.header(InvalidRecordCodec.REASON).orElseThrow())
                .startsWith(topic + " does not take it");
        assertThat(aside.header(InvalidRecordCodec.ORIGINAL_LENGTH)).contains("204800");
    }

    @Test
    void whatTheProducerWillNeverSendIsLaidAsideToo() throws Exception {
        sendAndAwait(incompressible(400 * 1024));

        assertThat(firstOf(invalidTopic).header(InvalidRecordCodec.SOURCE_TOPIC)).contains(topic);
    }

    @Test
    void whatFitsIsAcknowledged() throws Exception {
        sendAndAwait(Payload.of("small").bytes());

        assertThat(firstOf(topic).value()).contains(Payload.of("small"));
    }

    private void sendAndAwait(byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic, value))
                .toCompletableFuture()
                .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    }

    private static byte[] incompressible(int length) {
        byte[] bytes = new byte[length];
        new java.util.Random(7).nextBytes(bytes);
        return bytes;
    }

    private WireRecord firstOf(String from) {
        try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(Map.of())) {
            TopicPartition partition = new TopicPartition(from, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            ConsumerRecords<byte[], byte[]> records = consumer.poll(LONGEST);
            return WireRecords.of(records.iterator().next());
        }
    }
}
