package io.postrider.subscription.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.runtime.config.PipelineConfiguration;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.subscription.deadletter.DeliveryQueue;
import io.postrider.subscription.event.EventLog;
import io.postrider.subscription.history.HistoryStore;
import io.postrider.subscription.history.RecordArchive;
import io.postrider.subscription.kafka.AcknowledgedProducer;
import io.postrider.subscription.kafka.HistoryConsumer;
import io.postrider.subscription.kafka.KafkaDeliveryQueue;
import io.postrider.subscription.kafka.KafkaEventLog;
import io.postrider.subscription.kafka.KafkaOutboxLog;
import io.postrider.subscription.kafka.KafkaRecordArchive;
import io.postrider.subscription.outbox.Outbox;
import io.postrider.subscription.outbox.OutboxLog;
import io.postrider.subscription.outbox.OutboxRelay;
import io.postrider.subscription.quota.Party;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;

/** The stages that work on Kafka, and what else reads and writes it. */
@Configuration(proxyBeanMethods = false)
@Import(PipelineConfiguration.class)
class KafkaConfiguration {

    @Bean
    @Order(1)
    AcknowledgedProducer acknowledgedProducer(KafkaClients clients, IntakeProperties properties) {
        return new AcknowledgedProducer(clients, properties.kafkaTimeout());
    }

    @Bean
    @Order(2)
    OutboxRelay outboxRelay(Outbox outbox, OutboxLog kafka, MeterRegistry meters) {
        return new OutboxRelay(outbox, kafka, meters);
    }

    @Bean
    @Order(3)
    HistoryConsumer historyConsumer(
            KafkaClients clients, TopicLayout layout, HistoryStore store, MeterRegistry meters) {
        return new HistoryConsumer(clients, layout, store, meters);
    }

    @Bean
    EventLog eventLog(AcknowledgedProducer producer, TopicLayout layout, MeterRegistry meters) {
        return new KafkaEventLog(producer, layout, meters);
    }

    @Bean
    DeliveryQueue deliveryQueue(
            AcknowledgedProducer producer, TopicLayout layout, MeterRegistry meters) {
        return new KafkaDeliveryQueue(producer, layout, meters);
    }

    @Bean
    OutboxLog outboxLog(
            KafkaClients clients, TopicLayout layout, FormatCatalog formats, MeterRegistry meters) {
        return new KafkaOutboxLog(clients, layout, new BodyRenderer(formats), meters);
    }

    @Bean
    RecordArchive recordArchive(KafkaClients clients, TopicLayout layout, Party.Source parties) {
        return new KafkaRecordArchive(clients, layout, parties);
    }
}
