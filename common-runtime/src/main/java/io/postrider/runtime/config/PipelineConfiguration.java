package io.postrider.runtime.config;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.SubscriptionFollower;
import io.postrider.runtime.kafka.TopicCheck;
import io.postrider.runtime.pipeline.Pipeline;
import io.postrider.runtime.pipeline.PipelineStage;

import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;
import java.util.EnumSet;

/**
 * Imported by each service, which adds its {@link PipelineStage} beans. The health indicator {@code
 * pipeline} belongs into the service's readiness group.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TopicProperties.class, FormatProperties.class})
public class PipelineConfiguration {

    @Bean
    TopicLayout topicLayout(TopicProperties properties) {
        return properties.toLayout();
    }

    @Bean
    FormatCatalog formatCatalog(FormatProperties properties) {
        return properties.toCatalog();
    }

    @Bean
    KafkaClients kafkaClients(KafkaProperties properties, TopicLayout layout) {
        return new KafkaClients(properties, layout.largestRecord());
    }

    @Bean
    Pipeline pipeline(
            TopicProperties properties,
            TopicLayout layout,
            KafkaClients clients,
            ObjectProvider<PipelineStage> stages,
            ApplicationEventPublisher events) {
        Pipeline.TopicGate gate =
                () -> {
                    Admin admin = clients.admin();
                    try {
                        TopicCheck check = new TopicCheck(admin, layout);
                        if (properties.provision()) {
                            check.provision();
                        }
                        check.verify(EnumSet.allOf(Topic.class));
                    } finally {
                        // when interrupted, do not wait for answers that may never come
                        admin.close(Duration.ZERO);
                    }
                };
        return new Pipeline(gate, stages.orderedStream().toList(), events::publishEvent);
    }

    /** They have no list of their own: every instance reads the whole topic at each start. */
    @Bean
    MeterBinder unreadableSubscriptions(ObjectProvider<SubscriptionFollower> followers) {
        return registry ->
                followers.forEach(follower ->
                        FunctionCounter.builder(
                                        "postrider.subscriptions.unreadable",
                                        follower,
                                        SubscriptionFollower::unreadable)
                                .description(
                                        "Records of the subscriptions topic that cannot be read")
                                .register(registry));
    }

    @Bean
    MeterBinder skippedRecords(KafkaClients clients) {
        return registry ->
                FunctionCounter.builder("postrider.records.skipped", clients, KafkaClients::skipped)
                        .description("Offsets that were deleted before they were read")
                        .register(registry);
    }

    @Bean("pipelineHealthIndicator")
    HealthIndicator pipelineHealthIndicator(Pipeline pipeline) {
        return () ->
                pipeline.isReady()
                        ? Health.up().build()
                        : Health.outOfService().withDetail("notReady", pipeline.notReady()).build();
    }
}
