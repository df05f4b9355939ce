package io.postrider.subscription.kafka;

import io.postrider.model.SubscriptionId;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.republish.PublishedSnapshots;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the topic of subscriptions from its beginning to where it ends now. */
public final class KafkaPublishedSnapshots implements PublishedSnapshots {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int API_TIMEOUT_MILLIS = 5_000;

    private final KafkaClients clients;
    private final String topic;

    public KafkaPublishedSnapshots(KafkaClients clients, TopicLayout layout) {
        this.clients = clients;
        this.topic = layout.name(Topic.SUBSCRIPTIONS);
    }

    @Override
    public Map<SubscriptionId, Integer> hashes() {
        Map<SubscriptionId, Integer> hashes = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                clients.consumer(
                        Map.of(
                                ConsumerConfig.CLIENT_ID_CONFIG,
                                "postrider-republication",
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                API_TIMEOUT_MILLIS))) {
            List<TopicPartition> places =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(places);
            consumer.seekToBeginning(places);
            Map<TopicPartition, Long> ends = consumer.endOffsets(places);
            long heardAt = System.nanoTime();
            while (isBehind(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(record, hashes);
                    heardAt = System.nanoTime();
                }
                if (System.nanoTime() - heardAt > TIMEOUT.toNanos()) {
                    throw new TimeoutException(topic + " cannot be read to its end");
                }
            }
        } catch (KafkaException e) {
            throw RefusedException.unavailable(KafkaEventArchive.AWAY, e);
        }
        return hashes;
    }

    private static boolean isBehind(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private static void take(
            ConsumerRecord<byte[], byte[]> record, Map<SubscriptionId, Integer> hashes) {
        SubscriptionId id;
        try {
            id = new SubscriptionId(new String(record.key(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return;
        }
        if (record.value() == null) {
            hashes.remove(id);
        } else {
            hashes.put(id, hash(record));
        }
    }

    private static int hash(ConsumerRecord<byte[], byte[]> record) {
        try {
            return SubscriptionCodec.decode(WireRecords.of(record)).hashCode();
        } catch (MalformedRecordException _) {
            return 0;
        }
    }
}
