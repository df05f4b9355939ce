package io.postrider.benchmarks.load;

import io.postrider.benchmarks.system.BenchFailedException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Produces events as an upstream service does: plain envelopes, by a plain Kafka producer. */
public final class EventProducer implements AutoCloseable {

    private static final String TOPIC = "postrider.events";

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /**
     * Connects.
     *
     * @param lingerMillis how long the producer collects events into a batch
     */
    public EventProducer(String bootstrapServers, int lingerMillis) {
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "linger.ms",
                                lingerMillis,
                                "compression.type",
                                "lz4"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /**
     * Sends an event.
     *
     * @param sequence chooses the event
     * @throws BenchFailedException when an earlier one was not taken
     */
    public void send(String id, Events events, long sequence) {
        Exception failed = failure.get();
        if (failed != null) {
            throw new BenchFailedException("an event could not be produced: " + failed, failed);
        }
        var record =
                new ProducerRecord<>(
                        TOPIC, ascii("order-" + sequence), value(id, events, sequence));
        var _ =
                producer.send(
                        record,
                        (_, exception) -> {
                            if (exception != null) {
                                failure.compareAndSet(null, exception);
                            }
                        });
    }

    private static byte[] value(String id, Events events, long sequence) {
        byte[] head =
                ascii(
                        "{\"id\":\""
                                + id
                                + "\",\"type\":\""
                                + events.type(sequence)
                                + "\",\"data\":");
        byte[] data = events.data(sequence);
        byte[] value = new byte[head.length + data.length + 1];
        System.arraycopy(head, 0, value, 0, head.length);
        System.arraycopy(data, 0, value, head.length, data.length);
        value[value.length - 1] = '}';
        return value;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Waits until everything sent is acknowledged. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
