package io.postrider.subscription.kafka;

import io.postrider.model.Event;
import io.postrider.model.RecordPosition;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.EventCodec;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.eventsearch.EventArchive;
import io.postrider.subscription.quota.Party;
import io.postrider.subscription.quota.SharedSlots;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Looks through {@code events}, with a consumer that has no group and lives no longer. */
public final class KafkaEventArchive implements EventArchive {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_A_TIME = 4;
    static final String AWAY = "Kafka does not answer; try again shortly";

    private final KafkaClients clients;
    private final String topic;
    private final ReadTurns turns;

    public KafkaEventArchive(KafkaClients clients, TopicLayout layout, Party.Source parties) {
        this.clients = clients;
        this.topic = layout.name(Topic.EVENTS);
        this.turns =
                new ReadTurns(
                        AT_A_TIME,
                        parties,
                        PATIENCE,
                        "Too many searches at once; try again shortly");
    }

    @Override
    public Found search(Filter filter, Map<Integer, Long> before, int limit) {
        return withConsumer(
                consumer -> new EventScan(consumer, topic, filter, PATIENCE).run(before, limit));
    }

    @Override
    public Optional<Event> read(Reach reach, RecordPosition position) {
        return withConsumer(consumer -> read(consumer, position))
                .filter(event -> reach.covers(event.tenant()));
    }

    private Optional<Event> read(KafkaConsumer<byte[], byte[]> consumer, RecordPosition position) {
        TopicPartition partition = new TopicPartition(topic, position.partition());
        if (consumer.partitionsFor(topic).size() <= position.partition()) {
            return Optional.empty();
        }
        List<TopicPartition> one = List.of(partition);
        long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
        long begin = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
        if (position.offset() < begin || position.offset() >= end) {
            return Optional.empty();
        }
        consumer.assign(one);
        consumer.seek(partition, position.offset());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                return Optional.of(record)
                        .filter(found -> found.offset() == position.offset())
                        .flatMap(KafkaEventArchive::event);
            }
            if (consumer.position(partition) > position.offset()) {
                return Optional.empty();
            }
        }
        throw new RefusedException(new Refusal.Unavailable(AWAY));
    }

    /** Nothing where it is no event. */
    static Optional<Event> event(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(
                    EventCodec.decode(
                            WireRecords.of(record), Instant.ofEpochMilli(record.timestamp())));
        } catch (MalformedRecordException _) {
            return Optional.empty();
        }
    }

    static Listed listed(Event event, ConsumerRecord<byte[], byte[]> record) {
        return new Listed(
                event.id(),
                event.source(),
                event.type(),
                event.tenant(),
                event.time(),
                event.data().length(),
                WireRecords.position(record),
                Instant.ofEpochMilli(record.timestamp()));
    }

    private <T> T withConsumer(Function<KafkaConsumer<byte[], byte[]>, T> work) {
        try (SharedSlots.Slot _ = turns.take();
                KafkaConsumer<byte[], byte[]> consumer =
                        clients.consumer(
                                Map.of(
                                        ConsumerConfig.CLIENT_ID_CONFIG,
                                        "postrider-event-search",
                                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                                        4 * 1024 * 1024,
                                        // the next window waits for what was asked beyond the last
                                        // one
                                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                                        10,
                                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                        Math.toIntExact(PATIENCE.toMillis())))) {
            return work.apply(consumer);
        } catch (KafkaException e) {
            throw RefusedException.unavailable(AWAY, e);
        }
    }
}
