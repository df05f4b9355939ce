package io.postrider.dispatcher.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postrider.dispatcher.dispatch.Dispatcher;
import io.postrider.dispatcher.kafka.DispatchMetrics;
import io.postrider.dispatcher.kafka.EventPipeline;
import io.postrider.dispatcher.kafka.FanOutSettings;
import io.postrider.dispatcher.kafka.FollowedIndex;
import io.postrider.dispatcher.matching.SubscriptionIndex;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.runtime.config.InstanceName;
import io.postrider.runtime.config.PipelineConfiguration;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.SubscriptionFollower;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DispatcherProperties.class)
@Import(PipelineConfiguration.class)
class DispatcherConfiguration {

    @Bean
    SubscriptionIndex subscriptionIndex(
            MeterRegistry registry,
            @Value("${postrider.operational-events.wildcard:false}") boolean byWildcard) {
        SubscriptionIndex index = new SubscriptionIndex(byWildcard);
        Gauge.builder("postrider.subscriptions.active", index, SubscriptionIndex::size)
                .description("Subscriptions that events are matched with")
                .register(registry);
        return index;
    }

    @Bean
    FollowedIndex followedIndex(
            SubscriptionIndex index, FormatCatalog formats, MeterRegistry registry) {
        FollowedIndex followed = new FollowedIndex(index, formats);
        Gauge.builder(
                        "postrider.subscriptions.unknown.format",
                        followed,
                        FollowedIndex::ofUnknownFormat)
                .description("Active ones whose format is not configured here")
                .register(registry);
        Gauge.builder(
                        "postrider.subscriptions.unusable",
                        () -> index.unusable() + followed.unreadable())
                .description("Those whose selection is refused or whose snapshot cannot be read")
                .register(registry);
        return followed;
    }

    /** The whole index, before the first event. */
    @Bean
    @Order(1)
    SubscriptionFollower subscriptionFollower(
            KafkaClients clients, TopicLayout layout, FollowedIndex index) {
        return new SubscriptionFollower(clients, layout.name(Topic.SUBSCRIPTIONS), index);
    }

    @Bean
    @Order(2)
    EventPipeline eventPipeline(
            KafkaClients clients,
            FanOutSettings settings,
            SubscriptionIndex index,
            SubscriptionFollower follower,
            FormatCatalog formats,
            MeterRegistry registry) {
        TopicLayout layout = settings.layout();
        Dispatcher dispatcher =
                new Dispatcher(
                        index,
                        new BodyRenderer(formats),
                        new Dispatcher.Limits(layout.maxEventBytes(), layout.largestBody()));
        return new EventPipeline(
                clients,
                settings,
                dispatcher,
                follower,
                Clock.systemUTC(),
                new DispatchMetrics(registry));
    }

    @Bean
    FanOutSettings fanOutSettings(
            DispatcherProperties properties,
            TopicLayout layout,
            @Value("${postrider.instance:}") String instance) {
        return properties.toSettings(layout, InstanceName.configuredOrHost(instance));
    }
}
