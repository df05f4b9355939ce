package io.postrider.subscription.config;

import io.postrider.model.topic.TopicLayout;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.subscription.eventsearch.EventArchive;
import io.postrider.subscription.eventsearch.EventSearch;
import io.postrider.subscription.eventsearch.LiveTails;
import io.postrider.subscription.history.DeliveryArchive;
import io.postrider.subscription.kafka.KafkaEventArchive;
import io.postrider.subscription.kafka.KafkaLiveEvents;
import io.postrider.subscription.webhook.Subscriptions;

import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

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

    @Bean
    LiveTails liveTails(KafkaClients clients, TopicLayout layout) {
        return new LiveTails(new KafkaLiveEvents(clients, layout));
    }

    /** Before the web server waits for the requests that are under way. */
    @Bean
    ApplicationListener<ContextClosedEvent> endOfLiveTails(LiveTails tails) {
        return _ -> tails.end();
    }
}
