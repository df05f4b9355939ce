package io.postrider.runtime.kafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Makes Kafka clients that carry the deployment's settings (spring.kafka.*) and raw bytes. */
public final class KafkaClients {

    /**
     * Records that one poll returns at most. They lie in memory together, decompressed, and each
     * may be as large as a record can be; what the broker sent beyond them stays compressed.
     */
    public static final int MAX_POLL_RECORDS = 32;

    /** Compressed bytes that one answer of a broker holds, unless its first record is larger. */
    private static final int MAX_FETCH_BYTES = 16 * 1024 * 1024;

    /** After which new partitions are noticed at the latest; Kafka's default is 5 minutes. */
    private static final int METADATA_MAX_AGE_MILLIS = 30_000;

    private final KafkaProperties properties;
    private final int largestRecord;
    private final LongAdder skipped = new LongAdder();

    /**
     * Makes clients.
     *
     * @param largestRecord that a producer may send, in bytes
     */
    public KafkaClients(KafkaProperties properties, int largestRecord) {
        this.properties = properties;
        this.largestRecord = largestRecord;
    }

    public Admin admin() {
        Map<String, Object> settings = new HashMap<>(properties.buildAdminProperties());
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        return Admin.create(settings);
    }

    /** Settings of a consumer that reads committed records and commits by itself never. */
    public Map<String, Object> consumerSettings(Map<String, Object> own) {
        Map<String, Object> settings = new HashMap<>(properties.buildConsumerProperties());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MILLIS);
        settings.putAll(own);
        return settings;
    }

    public KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> own) {
        return new KafkaConsumer<>(consumerSettings(own));
    }

    /**
     * A consumer of a group. It begins at the start of partitions of which nothing is committed,
     * and counts the offsets that were deleted before it read them.
     */
    public KafkaConsumer<byte[], byte[]> groupConsumer(Map<String, Object> own) {
        Map<String, Object> settings = consumerSettings(own);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return new ResumingConsumer(settings, skipped);
    }

    /** Offsets that were deleted before a consumer of a group came to them, since the start. */
    public long skipped() {
        return skipped.sum();
    }

    /**
     * Settings of a producer that is acknowledged by all in-sync replicas, never reorders or
     * doubles by a resend of its own, and gives up on a record after 30 s, so that its owner hears
     * of it.
     */
    public Map<String, Object> producerSettings(Map<String, Object> own) {
        Map<String, Object> settings = new HashMap<>(properties.buildProducerProperties());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 1);
        settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largestRecord);
        settings.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MILLIS);
        settings.putAll(own);
        return settings;
    }

    public KafkaProducer<byte[], byte[]> producer(Map<String, Object> own) {
        return new KafkaProducer<>(producerSettings(own));
    }
}
