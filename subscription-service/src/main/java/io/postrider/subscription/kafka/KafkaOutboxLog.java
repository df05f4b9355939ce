package io.postrider.subscription.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postrider.model.Event;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.EventCodec;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.subscription.outbox.Message;
import io.postrider.subscription.outbox.OutboxLog;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Writes what the outbox holds. Every writer has the same transactional id, so that one which has
 * lost the lead without noticing cannot write an older snapshot over a newer one.
 */
public final class KafkaOutboxLog implements OutboxLog {

    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private final TopicLayout layout;
    private final String writerId;
    private final DirectDeliveries direct;
    private final Counter relayed;

    public KafkaOutboxLog(
            KafkaClients clients, TopicLayout layout, BodyRenderer renderer, MeterRegistry meters) {
        this.clients = clients;
        this.layout = layout;
        this.direct = new DirectDeliveries(renderer, layout.largestBody());
        this.writerId = layout.prefix() + "subscription-outbox";
        this.relayed = meters.counter("postrider.outbox.relayed");
    }

    @Override
    public Writer open() {
        KafkaProducer<byte[], byte[]> producer =
                clients.producer(
                        Map.of(
                                ProducerConfig.CLIENT_ID_CONFIG, "postrider-outbox",
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG, writerId,
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000,
                                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000));
        try {
            producer.initTransactions();
            return new TransactionalWriter(producer);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    private final class TransactionalWriter implements Writer {

        private final KafkaProducer<byte[], byte[]> producer;

        TransactionalWriter(KafkaProducer<byte[], byte[]> producer) {
            this.producer = producer;
        }

        /** A commit fails when any of the sends has; whoever fails opens another writer. */
        @Override
        public void append(List<Message> messages) {
            producer.beginTransaction();
            messages.forEach(this::append);
            producer.commitTransaction();
            relayed.increment(messages.size());
        }

        private void append(Message message) {
            switch (message) {
                case Message.Change(WireRecord record) -> {
                    var _ = send(Topic.SUBSCRIPTIONS, record);
                }
                case Message.Published(Event event) -> {
                    var _ = send(Topic.EVENTS, EventCodec.encode(event));
                }
                case Message.Direct(SubscriptionSnapshot subscription, Event event) -> {
                    long offset =
                            offsetOf(
                                    send(
                                            Topic.SUBSCRIPTIONS,
                                            SubscriptionCodec.encode(subscription)));
                    direct.of(event, subscription, offset)
                            .map(DeliveryCodec::encode)
                            .ifPresent(delivery -> {
                                var _ = send(Topic.DELIVERIES, delivery);
                            });
                }
            }
        }

        private Future<RecordMetadata> send(Topic topic, WireRecord record) {
            return producer.send(WireRecords.to(layout.name(topic), record));
        }

        private static long offsetOf(Future<RecordMetadata> sent) {
            try {
                return sent.get().offset();
            } catch (ExecutionException e) {
                throw new KafkaException("a subscription was not written", e.getCause());
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }

        @Override
        public void close() {
            producer.close(CLOSE);
        }
    }
}
