package io.postrider.subscription.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.subscription.outbox.SubscriptionLog;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Writes to the {@code subscriptions} topic. Every writer has the same transactional id, so that
 * one which has lost the lead without noticing cannot write an older snapshot over a newer one.
 */
public final class KafkaSubscriptionLog implements SubscriptionLog {

    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final KafkaClients clients;
    private final String topic;
    private final String writerId;
    private final Counter relayed;

    public KafkaSubscriptionLog(KafkaClients clients, TopicLayout layout, MeterRegistry meters) {
        this.clients = clients;
        this.topic = layout.name(Topic.SUBSCRIPTIONS);
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
        public void append(List<WireRecord> records) {
            producer.beginTransaction();
            for (WireRecord record : records) {
                var _ = producer.send(WireRecords.to(topic, record));
            }
            producer.commitTransaction();
            relayed.increment(records.size());
        }

        @Override
        public void close() {
            producer.close(CLOSE);
        }
    }
}
