package io.postrider.worker.config;

import io.postrider.model.format.FormatCatalog;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.runtime.config.InstanceName;
import io.postrider.runtime.config.PipelineConfiguration;
import io.postrider.runtime.config.SecretProperties;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.SubscriptionFollower;
import io.postrider.worker.delivery.AttemptsUnderWay;
import io.postrider.worker.delivery.DeliveryJob;
import io.postrider.worker.delivery.DeliveryRunner;
import io.postrider.worker.delivery.DeliveryService;
import io.postrider.worker.delivery.HostBulkhead;
import io.postrider.worker.delivery.Sender;
import io.postrider.worker.delivery.Telemetry;
import io.postrider.worker.endpoint.EndpointRegistry;
import io.postrider.worker.kafka.AckedProducer;
import io.postrider.worker.kafka.DeliveryConsumer;
import io.postrider.worker.kafka.DeliveryReader;
import io.postrider.worker.kafka.FollowedSubscriptions;
import io.postrider.worker.kafka.GroupMember;
import io.postrider.worker.kafka.InvalidRecords;
import io.postrider.worker.kafka.KafkaOutbox;
import io.postrider.worker.kafka.ReleaseCredit;
import io.postrider.worker.kafka.ReturnedCopies;
import io.postrider.worker.lane.LaneBoard;
import io.postrider.worker.retry.ReleaseRule;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Wires the worker. */
@Configuration(proxyBeanMethods = false)
@Import({
    PipelineConfiguration.class,
    HttpConfiguration.class,
    LongAttemptConfiguration.class,
    RelayConfiguration.class,
    MetricsConfiguration.class,
    NotesConfiguration.class
})
@EnableConfigurationProperties({WorkerProperties.class, SecretProperties.class})
public class WorkerConfiguration {

    @Bean
    @Primary
    Clock clock() {
        return Clock.systemUTC();
    }

    /** For waits within the process, which must not end early or late when the clock is set. */
    @Bean
    SteadyClock steadyClock() {
        return SteadyClock.startingAt(Instant.now());
    }

    @Bean
    EndpointRegistry endpointRegistry(SecretProperties secrets, FormatCatalog formats) {
        return new EndpointRegistry(secrets.toSecretBox(new SecureRandom()), formats);
    }

    @Bean
    FollowedSubscriptions followedSubscriptions(
            KafkaClients clients, TopicLayout layout, EndpointRegistry registry) {
        return new FollowedSubscriptions(clients, layout.name(Topic.SUBSCRIPTIONS), registry);
    }

    @Bean
    @Order(1)
    SubscriptionFollower subscriptionFollower(FollowedSubscriptions subscriptions) {
        return subscriptions.follower();
    }

    @Bean
    @Order(2)
    AckedProducer ackedProducer(KafkaClients clients, TopicLayout layout, Clock clock) {
        return new AckedProducer(clients, layout.name(Topic.EVENTS_INVALID), clock);
    }

    @Bean
    KafkaOutbox outbox(AckedProducer producer, TopicLayout layout, Clock clock) {
        return new KafkaOutbox(producer, layout, new ReleaseRule(layout.ladder()), clock);
    }

    @Bean
    InvalidRecords invalidRecords(
            AckedProducer producer,
            TopicLayout layout,
            Clock clock,
            MicrometerTelemetry telemetry) {
        return new InvalidRecords(
                producer, layout.name(Topic.EVENTS_INVALID), clock, telemetry::invalid);
    }

    @Bean
    DeliveryReader deliveryReader(
            FormatCatalog formats,
            TopicLayout layout,
            InvalidRecords invalid,
            ReturnedCopies copies) {
        return new DeliveryReader(new BodyRenderer(formats), layout.largestBody(), invalid, copies);
    }

    @Bean
    LaneBoard<DeliveryJob> laneBoard(WorkerProperties properties, SteadyClock clock) {
        return new LaneBoard<>(properties.lane().toLimits(), clock);
    }

    @Bean
    DeliveryService deliveryService(
            FollowedSubscriptions subscriptions,
            WorkerProperties properties,
            Sender sender,
            KafkaOutbox outbox,
            Telemetry telemetry,
            Clock clock) {
        return new DeliveryService(
                subscriptions,
                new HostBulkhead(properties.http().requestsPerHost()),
                sender,
                outbox,
                telemetry,
                clock,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    @Bean
    DeliveryRunner deliveryRunner(
            DeliveryService service,
            LaneBoard<DeliveryJob> lanes,
            AttemptsUnderWay underWay,
            Telemetry telemetry,
            SteadyClock clock) {
        return new DeliveryRunner(service, lanes, underWay, telemetry, clock);
    }

    @Bean
    @Order(4)
    DeliveryConsumer deliveryConsumer(
            KafkaClients clients,
            TopicLayout layout,
            WorkerProperties properties,
            DeliveryReader reader,
            DeliveryRunner runner,
            ReleaseCredit credit,
            SteadyClock clock,
            @Value("${postrider.instance:}") String instance) {
        return new DeliveryConsumer(
                clients,
                new DeliveryConsumer.Settings(
                        layout.name(Topic.DELIVERIES),
                        new GroupMember(
                                layout.prefix() + "worker", InstanceName.configured(instance)),
                        properties.commitInterval(),
                        properties.maxInHand().toBytes(),
                        properties.stopWithin()),
                reader,
                runner,
                credit,
                clock);
    }
}
