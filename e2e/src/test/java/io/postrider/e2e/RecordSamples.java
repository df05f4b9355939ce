package io.postrider.e2e;

import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.postrider.e2e.RawRecord.RawHeader;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.SubscriptionId;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicSpec;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.InvalidRecordCodec;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Valid records of every topic, as the system itself has written them. */
final class RecordSamples {

    /** No partition of any topic has that number: what is said to have lain there is ours. */
    static final int NOWHERE = 77;

    private static final Pattern DELIVERY = Pattern.compile("dlv_[0-9a-f]{32}");
    private static final Pattern EVENT = Pattern.compile("fuzz-[0-9a-z]+");
    private static final Pattern WEBHOOK = Pattern.compile("wh_[0-9A-Za-z]+");
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** So many webhooks come and go: each has a place in memory. */
    private static final int WEBHOOKS = 200;

    private final Map<Topic, List<RawRecord>> records = new EnumMap<>(Topic.class);
    private final String unused;
    private int invalid;

    /**
     * No records yet.
     *
     * @param unused the webhook whose snapshots are samples; events must not find it
     */
    RecordSamples(String unused) {
        this.unused = unused;
    }

    /** Reads all there is, and on until there is something of every topic. */
    void collect(String bootstrapServers, List<TopicSpec> topics) {
        Map<String, Topic> byName = new HashMap<>();
        topics.forEach(topic -> byName.put(topic.name(), topic.topic()));
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> places = new ArrayList<>();
            topics.forEach(topic -> {
                for (int i = 0; i < topic.partitions(); i++) {
                    places.add(new TopicPartition(topic.name(), i));
                }
            });
            consumer.assign(places);
            consumer.seekToBeginning(places);
            await("a record of every topic, and no more of any")
                    .atMost(LONGEST)
                    .until(() -> {
                        ConsumerRecords<byte[], byte[]> found =
                                consumer.poll(Duration.ofSeconds(1));
                        found.forEach(record -> add(byName, record));
                        return found.isEmpty() && records.size() == Topic.values().length;
                    });
        }
    }

    private void add(Map<String, Topic> byName, ConsumerRecord<byte[], byte[]> record) {
        Topic topic = Objects.requireNonNull(byName.get(record.topic()));
        if (topic != Topic.SUBSCRIPTIONS || new String(record.key(), UTF_8).equals(unused)) {
            records.computeIfAbsent(topic, _ -> new ArrayList<>()).add(RawRecord.of(record));
        }
    }

    List<RawRecord> of(Topic topic) {
        return Objects.requireNonNull(records.get(topic));
    }

    /** The webhooks that deliveries are for, and the offsets of their snapshots. */
    Map<SubscriptionId, Long> webhooks() {
        Map<SubscriptionId, Long> webhooks = new HashMap<>();
        for (RawRecord record : of(Topic.DELIVERIES)) {
            SubscriptionRef subscription = DeliveryCodec.decode(record.wire()).subscription();
            webhooks.merge(subscription.id(), subscription.offset(), Math::max);
        }
        return webhooks;
    }

    /** One that says the same of something else, so that each is a thing of its own. */
    RawRecord another(Topic topic, Chance chance) {
        RawRecord sample = chance.of(of(topic));
        return switch (topic) {
            case EVENTS -> renamed(sample, EVENT, "fuzz-" + chance.letters(20));
            case EVENTS_INVALID -> invalidAt(sample, NOWHERE + ":" + invalid++);
            case SUBSCRIPTIONS -> {
                RawRecord other = renamed(sample, WEBHOOK, "wh_fuzz" + chance.below(WEBHOOKS));
                yield chance.oneIn(10) ? other.withValue(null) : other;
            }
            case WORKERS -> sample;
            case DELIVERIES, RETRY, DEAD_LETTERS, ATTEMPTS ->
                    delivery(sample, "dlv_" + chance.hex(32));
        };
    }

    static RawRecord delivery(RawRecord record, String id) {
        return renamed(record, DELIVERY, id);
    }

    static RawRecord invalidAt(RawRecord record, String position) {
        List<RawHeader> headers = new ArrayList<>(record.headers());
        headers.removeIf(header -> header.name().equals(InvalidRecordCodec.SOURCE_POSITION));
        headers.add(new RawHeader(InvalidRecordCodec.SOURCE_POSITION, position.getBytes(UTF_8)));
        return record.withHeaders(headers);
    }

    private static RawRecord renamed(RawRecord record, Pattern name, String other) {
        return new RawRecord(
                renamed(record.key(), name, other),
                record.headers().stream()
                        .map(header ->
                                new RawHeader(header.name(), renamed(header.value(), name, other)))
                        .toList(),
                renamed(record.value(), name, other));
    }

    private static byte @Nullable [] renamed(byte @Nullable [] bytes, Pattern name, String other) {
        return bytes == null
                ? null
                : name.matcher(new String(bytes, ISO_8859_1))
                        .replaceAll(Matcher.quoteReplacement(other))
                        .getBytes(ISO_8859_1);
    }
}
