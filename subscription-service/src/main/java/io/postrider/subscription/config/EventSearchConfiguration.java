package io.postrider.subscription.config;

import io.postrider.model.topic.TopicLayout;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.subscription.eventsearch.EventArchive;
import io.postrider.subscription.eventsearch.EventSearch;
import io.postrider.subscription.history.DeliveryArchive;
import io.postrider.subscription.kafka.KafkaEventArchive;
import io.postrider.subscription.webhook.Subscriptions;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Events that Kafka still has. */
@Configuration(proxyBeanMethods = false)
class EventSearchConfiguration {

    @Bean
    EventArchive eventArchive(KafkaClients clients, TopicLayout layout) {
        return new KafkaEventArchive(clients, layout);
    }

    @Bean
    EventSearch eventSearch(
            EventArchive events, Subscriptions subscriptions, DeliveryArchive deliveries) {
        return new EventSearch(events, subscriptions, deliveries);
    }
}
