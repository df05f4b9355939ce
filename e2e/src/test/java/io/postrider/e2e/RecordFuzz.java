package io.postrider.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.postrider.model.SubscriptionId;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicSpec;
import io.postrider.model.wire.InvalidRecordCodec;
import io.postrider.model.wire.WireRecord;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Writes damaged records into every topic, and keeps account of what must become of each. */
final class RecordFuzz implements AutoCloseable {

    /** Of one topic's records. */
    record Account(LongAdder written, LongAdder unreadable, LongAdder refused) {

        static Account empty() {
            return new Account(new LongAdder(), new LongAdder(), new LongAdder());
        }

        @Override
        public String toString() {
            return "%d written, %d of them unreadable, %d refused by Kafka"
                    .formatted(written.sum(), unreadable.sum(), refused.sum());
        }
    }

    private final RecordSamples samples;
    private final Chance chance;
    private final RecordMutator mutator;
    private final Map<SubscriptionId, Long> webhooks;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<Topic, Account> accounts = new EnumMap<>(Topic.class);
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final Set<String> faults = ConcurrentHashMap.newKeySet();
    private final LongAdder mayWait = new LongAdder();

    RecordFuzz(String bootstrapServers, RecordSamples samples, Chance chance) {
        this.samples = samples;
        this.chance = chance;
        this.mutator = new RecordMutator(chance);
        this.webhooks = samples.webhooks();
        for (Topic topic : Topic.values()) {
            accounts.put(topic, Account.empty());
        }
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** So many records into each topic. */
    void write(List<TopicSpec> topics, int count) {
        for (int i = 0; i < count; i++) {
            topics.forEach(this::write);
        }
        producer.flush();
    }

    private void write(TopicSpec spec) {
        Topic topic = spec.topic();
        RawRecord sample = samples.another(topic, chance);
        RawRecord record = mutator.mutate(sample);
        WireRecord wire = record.wire();
        Instant now = Instant.now();
        boolean readable = Readability.is(topic, wire, now);
        boolean waits =
                readable
                        && (topic == Topic.DELIVERIES || topic == Topic.RETRY)
                        && Readability.mayWait(wire, webhooks, now);
        var _ =
                producer.send(
                        record.to(spec.name(), null),
                        (place, fault) -> {
                            Account account = account(topic);
                            if (fault != null) {
                                refused(account, fault);
                                return;
                            }
                            account.written.increment();
                            if (waits) {
                                mayWait.increment();
                            }
                            if (!readable) {
                                account.unreadable.increment();
                                expect(topic, place);
                            } else if (topic == Topic.EVENTS_INVALID) {
                                expectShown(wire, place);
                            }
                        });
    }

    private void refused(Account account, Exception fault) {
        if (fault instanceof RecordTooLargeException) {
            account.refused.increment();
        } else {
            faults.add(fault.toString());
        }
    }

    private void expect(Topic topic, RecordMetadata place) {
        if (topic != Topic.SUBSCRIPTIONS && topic != Topic.WORKERS) {
            unreadable.add("%s:%d:%d".formatted(place.topic(), place.partition(), place.offset()));
        }
    }

    /** Under the place that it names, where that was not damaged, or else under its own. */
    private void expectShown(WireRecord record, RecordMetadata place) {
        String position = record.header(InvalidRecordCodec.SOURCE_POSITION).orElse("");
        String topic = record.header(InvalidRecordCodec.SOURCE_TOPIC).orElse("");
        if (position.matches(RecordSamples.NOWHERE + ":[0-9]{1,18}")
                && topic.equals(
                        samples.of(Topic.EVENTS_INVALID)
                                .getFirst()
                                .wire()
                                .header(InvalidRecordCodec.SOURCE_TOPIC)
                                .orElseThrow())) {
            // a number may have got zeros in front, which the API does not show
            int colon = position.lastIndexOf(':');
            unreadable.add(
                    "%s:%d:%d"
                            .formatted(
                                    topic,
                                    Integer.parseInt(position.substring(0, colon)),
                                    Long.parseLong(position.substring(colon + 1))));
        } else if (position.isEmpty()) {
            unreadable.add("%s:%d:%d".formatted(place.topic(), place.partition(), place.offset()));
        }
    }

    /** A whole record into each partition, to see whether it comes through. */
    void probe(TopicSpec topic, int partition, RawRecord record) {
        var _ =
                producer.send(
                        record.to(topic.name(), partition),
                        (_, fault) -> {
                            if (fault != null) {
                                faults.add(fault.toString());
                            }
                        });
    }

    /** An event of the type in the plain envelope. */
    static RawRecord event(String id, String type) {
        return new RawRecord(
                id.getBytes(UTF_8),
                List.of(),
                "{\"id\":\"%s\",\"type\":\"%s\",\"data\":{\"total\":120.50}}"
                        .formatted(id, type)
                        .getBytes(UTF_8));
    }

    void flush() {
        producer.flush();
    }

    Account account(Topic topic) {
        return Objects.requireNonNull(accounts.get(topic));
    }

    /** The rows that the list of invalid records must have, each {@code topic:partition:offset}. */
    Set<String> unreadable() {
        return unreadable;
    }

    /** Deliveries that may be waiting in the retry topics with good reason. */
    long mayWait() {
        return mayWait.sum();
    }

    /** What kept records from being written at all. */
    Set<String> faults() {
        return faults;
    }

    @Override
    public void close() {
        producer.close();
    }
}
