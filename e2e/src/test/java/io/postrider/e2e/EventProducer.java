package io.postrider.e2e;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A plain Kafka producer, as an upstream service would use it. */
final class EventProducer implements AutoCloseable {

    private static final String TOPIC = "postrider.events";

    private final KafkaProducer<String, byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    EventProducer(String bootstrapServers) {
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    void plain(String id, String type, String data) {
        send(
                id,
                """
                {"id":"%s","type":"%s","data":%s}\
                """
                        .formatted(id, type, data),
                Map.of());
    }

    void structured(String id, String type, String data) {
        send(
                id,
                """
                {"specversion":"1.0","id":"%s","source":"/github","type":"%s","data":%s}\
                """
                        .formatted(id, type, data),
                Map.of("content-type", "application/cloudevents+json; charset=UTF-8"));
    }

    void binary(String id, String type, String data) {
        send(
                id,
                data,
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", id,
                        "ce_source", "/github",
                        "ce_type", type,
                        "content-type", "application/json"));
    }

    void send(String key, String value, Map<String, String> headers) {
        var record = new ProducerRecord<>(TOPIC, key, value.getBytes(StandardCharsets.UTF_8));
        headers.forEach(
                (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        sent.add(producer.send(record));
    }

    /** Waits until everything sent is acknowledged. */
    void flush() throws InterruptedException, ExecutionException {
        producer.flush();
        for (Future<RecordMetadata> future : sent) {
            future.get();
        }
        sent.clear();
    }

    @Override
    public void close() {
        producer.close();
    }
}
