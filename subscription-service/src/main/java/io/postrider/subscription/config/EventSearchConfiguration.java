package io.postrider.subscription.config;

import io.postrider.model.topic.TopicLayout;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.subscription.eventsearch.EventArchive;
import io.postrider.subscription.eventsearch.EventSearch;
import io.postrider.subscription.eventsearch.LiveTails;
import io.postrider.subscription.history.DeliveryArchive;
import io.postrider.subscription.kafka.KafkaEventArchive;
import io.postrider.subscription.kafka.KafkaLiveEvents;
import io.postrider.subscription.quota.Party;
import io.postrider.subscription.quota.UnderWay;
import io.postrider.subscription.webhook.Subscriptions;

import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

/** Events that Kafka still has. */
@Configuration(proxyBeanMethods = false)
class EventSearchConfiguration {

    @Bean
    EventArchive eventArchive(KafkaClients clients, TopicLayout layout, Party.Source parties) {
        return new KafkaEventArchive(clients, layout, parties);
    }

    @Bean
    EventSearch eventSearch(
            EventArchive events,
            Subscriptions subscriptions,
            DeliveryArchive deliveries,
            UnderWay underWay) {
        return new EventSearch(events, subscriptions, deliveries, underWay);
    }

    @Bean
    LiveTails liveTails(KafkaClients clients, TopicLayout layout, UnderWay underWay) {
        return new LiveTails(new KafkaLiveEvents(clients, layout), underWay);
    }

    /** Before the web server waits for the requests that are under way. */
    @Bean
    ApplicationListener<ContextClosedEvent> endOfLiveTails(LiveTails tails) {
        return _ -> tails.end();
    }
}
