package io.postrider.subscription.kafka;

import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.subscription.eventsearch.EventArchive.Filter;
import io.postrider.subscription.eventsearch.EventArchive.Listed;
import io.postrider.subscription.eventsearch.LiveEvents;
import io.postrider.subscription.refusal.RefusedException;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows {@code events} with a consumer for each who asks: one who reads slowly holds up nobody
 * else, and what comes meanwhile waits in Kafka.
 */
public final class KafkaLiveEvents implements LiveEvents {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofMillis(250);

    private final KafkaClients clients;
    private final String topic;

    public KafkaLiveEvents(KafkaClients clients, TopicLayout layout) {
        this.clients = clients;
        this.topic = layout.name(Topic.EVENTS);
    }

    @Override
    public Following follow(Filter filter, Map<Integer, Long> from) {
        KafkaConsumer<byte[], byte[]> consumer =
                clients.consumer(
                        Map.of(
                                ConsumerConfig.CLIENT_ID_CONFIG,
                                "postrider-live-events",
                                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                                Math.toIntExact(MOMENT.toMillis()),
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                Math.toIntExact(PATIENCE.toMillis())));
        try {
            begin(consumer, from);
            return new Consuming(consumer, filter);
        } catch (KafkaException e) {
            consumer.close();
            throw RefusedException.unavailable(KafkaEventArchive.AWAY, e);
        }
    }

    private void begin(KafkaConsumer<byte[], byte[]> consumer, Map<Integer, Long> from) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions)
                .forEach((partition, end) -> {
                    long wanted = from.getOrDefault(partition.partition(), end);
                    boolean near = wanted <= end && wanted >= end - MOST_MISSED;
                    consumer.seek(partition, near ? wanted : end);
                });
    }

    private static final class Consuming implements Following {

        private final KafkaConsumer<byte[], byte[]> consumer;
        private final Filter filter;

        Consuming(KafkaConsumer<byte[], byte[]> consumer, Filter filter) {
            this.consumer = consumer;
            this.filter = filter;
        }

        @Override
        public Moment next(Duration longest) {
            try {
                return gather(longest);
            } catch (KafkaException e) {
                throw RefusedException.unavailable(KafkaEventArchive.AWAY, e);
            }
        }

        private Moment gather(Duration longest) {
            Deque<Listed> latest = new ArrayDeque<>();
            int passedOver = 0;
            long until = System.nanoTime() + longest.toNanos();
            for (long left = longest.toNanos(); left > 0; left = until - System.nanoTime()) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofNanos(left))) {
                    if (latest.isEmpty()) {
                        until = Math.min(until, System.nanoTime() + MOMENT.toNanos());
                    }
                    KafkaEventArchive.event(record)
                            .filter(filter::takes)
                            .map(event -> KafkaEventArchive.listed(event, record))
                            .ifPresent(latest::add);
                    if (latest.size() > MOST_AT_ONCE) {
                        latest.remove();
                        passedOver++;
                    }
                }
            }
            return new Moment(List.copyOf(latest), passedOver, position());
        }

        private Map<Integer, Long> position() {
            Map<Integer, Long> position = new HashMap<>();
            for (TopicPartition partition : consumer.assignment()) {
                position.put(partition.partition(), consumer.position(partition));
            }
            return position;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
