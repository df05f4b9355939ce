package io.postrider.subscription.config;

import io.postrider.model.format.FormatCatalog;
import io.postrider.subscription.event.IntakeLimits;
import io.postrider.subscription.eventtype.EventTypeService;
import io.postrider.subscription.history.DeliveryArchive;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.quota.UnderWay;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.testdelivery.DirectEvents;
import io.postrider.subscription.testdelivery.EventSamples;
import io.postrider.subscription.testdelivery.Ping;
import io.postrider.subscription.testdelivery.TestDeliveries;
import io.postrider.subscription.webhook.Greeting;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.time.Duration;

/** Test events and pings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TestDeliveryProperties.class, PingProperties.class})
class TestDeliveryConfiguration {

    @Bean
    Greeting greeting(PingProperties properties, FormatCatalog formats) {
        return new Ping(properties.toChoice(formats));
    }

    @Bean
    EventSamples eventSamples(EventTypeService types) {
        return (_, type) -> types.example(type);
    }

    @Bean
    TestDeliveries testDeliveries(
            DirectEvents events,
            DeliveryArchive archive,
            TestDeliveries.Sources sources,
            TestDeliveryProperties properties,
            IntakeLimits limits,
            UnderWay underWay) {
        return new TestDeliveries(
                events,
                archive,
                sources,
                new TestDeliveries.Limits(properties.timeout(), limits.maxEventBytes()),
                TestDeliveryConfiguration::pause,
                underWay);
    }

    @Bean
    TestDeliveries.Sources testDeliverySources(
            EventSamples samples, TimeOrderedIds ids, Clock clock) {
        return new TestDeliveries.Sources(samples, ids, clock);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RefusedException.unavailable("Postrider is shutting down", e);
        }
    }
}
