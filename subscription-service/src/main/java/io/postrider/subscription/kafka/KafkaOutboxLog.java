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
import io.postrider.subscription.outbox.RejectedMessageException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Writes what the outbox holds. Every writer has the same transactional id, so that one which has
 * lost the lead without noticing cannot write an older snapshot over a newer one.
 */
public final class KafkaOutboxLog implements OutboxLog {

    private static final Logger log = LoggerFactory.getLogger(KafkaOutboxLog.class);
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
        private final ReadableRecords readable;

        TransactionalWriter(KafkaProducer<byte[], byte[]> producer) {
            this.producer = producer;
            this.readable = new ReadableRecords(clients);
        }

        /**
         * Deliveries go last, and all at once: each names the offset of its snapshot, and asking
         * for one after the other would make a transaction of many longer than it may be.
         */
        @Override
        public void append(List<Message> messages) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            producer.beginTransaction();
            try {
                List<Snapshot> snapshots = new ArrayList<>();
                for (Message message : messages) {
                    Future<RecordMetadata> place = send(message);
                    sent.add(place);
                    if (message instanceof Message.Direct told) {
                        snapshots.add(new Snapshot(told, place));
                    }
                }
                producer.flush();
                for (Snapshot snapshot : snapshots) {
                    deliveryBehind(snapshot)
                            .ifPresent(record -> sent.add(send(Topic.DELIVERIES, record)));
                }
                producer.commitTransaction();
                awaitReadable(sent);
            } catch (RejectedMessageException e) {
                abort();
                throw e;
            } catch (KafkaException e) {
                throw tooLarge(sent)
                        .map(rejection -> {
                            abort();
                            return rejection;
                        })
                        .orElse(e);
            }
            relayed.increment(messages.size());
        }

        /** What is taken out of the outbox afterwards is taken to be in effect. */
        private void awaitReadable(List<Future<RecordMetadata>> sent) {
            String subscriptions = layout.name(Topic.SUBSCRIPTIONS);
            readable.await(
                    sent.stream()
                            .map(Future::resultNow)
                            .filter(place -> place.topic().equals(subscriptions))
                            .toList());
        }

        /** Or else closing would wait for what is in the transaction. */
        private void abort() {
            try {
                producer.abortTransaction();
            } catch (KafkaException e) {
                log.debug("a transaction of the outbox is left to the next writer", e);
            }
        }

        private Future<RecordMetadata> send(Message message) {
            return switch (message) {
                case Message.Change(WireRecord record) -> send(Topic.SUBSCRIPTIONS, record);
                case Message.Published(Event event) -> send(Topic.EVENTS, EventCodec.encode(event));
                case Message.Direct(SubscriptionSnapshot subscription, Event _) ->
                        send(Topic.SUBSCRIPTIONS, SubscriptionCodec.encode(subscription));
                case Message.Unreadable(String reason) ->
                        throw new RejectedMessageException(reason);
            };
        }

        private Future<RecordMetadata> send(Topic topic, WireRecord record) {
            return producer.send(WireRecords.to(layout.name(topic), record));
        }

        private Optional<WireRecord> deliveryBehind(Snapshot snapshot) {
            long offset = offsetOf(snapshot.place);
            Message.Direct told = snapshot.told;
            try {
                return direct.of(told.event(), told.subscription(), offset)
                        .map(DeliveryCodec::encode);
            } catch (RuntimeException | StackOverflowError e) {
                throw new RejectedMessageException(
                        "no delivery of %s can be made for %s: %s"
                                .formatted(told.event().id(), told.subscription().id(), e),
                        e);
            }
        }

        @Override
        public void close() {
            readable.close();
            producer.close(CLOSE);
        }
    }

    /** A delivery is to be made behind it. */
    private record Snapshot(Message.Direct told, Future<RecordMetadata> place) {}

    private static long offsetOf(Future<RecordMetadata> sent) {
        try {
            return sent.get().offset();
        } catch (ExecutionException e) {
            throw new KafkaException("a subscription was not written", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Of all that may go wrong with a record, what will go wrong again. */
    private static Optional<RuntimeException> tooLarge(List<Future<RecordMetadata>> sent) {
        return sent.stream()
                .filter(place -> place.state() == Future.State.FAILED)
                .map(Future::exceptionNow)
                .filter(RecordTooLargeException.class::isInstance)
                .findFirst()
                .map(cause ->
                        new RejectedMessageException(String.valueOf(cause.getMessage()), cause));
    }
}
