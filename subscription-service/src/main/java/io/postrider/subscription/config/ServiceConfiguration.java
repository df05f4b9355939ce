package io.postrider.subscription.config;

import io.postrider.model.format.FormatCatalog;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.runtime.config.SecretProperties;
import io.postrider.subscription.access.TenantGate;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.deadletter.DeadLetterService;
import io.postrider.subscription.deadletter.DeadLetters;
import io.postrider.subscription.deadletter.DeliveryLock;
import io.postrider.subscription.deadletter.DeliveryQueue;
import io.postrider.subscription.deadletter.Redelivery;
import io.postrider.subscription.event.EventIntake;
import io.postrider.subscription.event.EventLog;
import io.postrider.subscription.event.IdempotencyKeys;
import io.postrider.subscription.event.IntakeLimits;
import io.postrider.subscription.eventtype.TypeGate;
import io.postrider.subscription.history.AttemptLog;
import io.postrider.subscription.history.DeliveryArchive;
import io.postrider.subscription.history.DeliveryBodies;
import io.postrider.subscription.history.DeliveryHistory;
import io.postrider.subscription.history.HistoryStore;
import io.postrider.subscription.history.RecordArchive;
import io.postrider.subscription.identity.RandomBytes;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.quota.EventRates;
import io.postrider.subscription.rest.IntakeBodyLimit;
import io.postrider.subscription.webhook.Formats;
import io.postrider.subscription.webhook.Gates;
import io.postrider.subscription.webhook.PostRules;
import io.postrider.subscription.webhook.SigningKeys;
import io.postrider.subscription.webhook.SubscriptionService;
import io.postrider.subscription.webhook.Subscriptions;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.security.SecureRandom;
import java.time.Clock;

/** What the service does, free of how. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    SecretProperties.class,
    WebhookProperties.class,
    IntakeProperties.class,
    IdempotencyProperties.class,
    HistoryProperties.class
})
class ServiceConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecureRandom random() {
        return new SecureRandom();
    }

    @Bean
    RandomBytes randomBytes(SecureRandom random) {
        return count -> {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        };
    }

    @Bean
    TimeOrderedIds ids(Clock clock, RandomBytes random) {
        return new TimeOrderedIds(clock, random);
    }

    @Bean
    SigningKeys signingKeys(
            RandomBytes randomBytes, SecretProperties secrets, SecureRandom random) {
        return new SigningKeys(randomBytes, secrets.toSecretBox(random));
    }

    @Bean
    PostRules postRules(Formats formats, SigningKeys keys, WebhookProperties properties) {
        return new PostRules(formats, keys, properties.toCredentialRules());
    }

    @Bean
    SubscriptionService subscriptionService(
            Subscriptions subscriptions,
            PostRules posts,
            Gates gates,
            TimeOrderedIds ids,
            Clock clock) {
        return new SubscriptionService(subscriptions, posts, gates, ids, clock);
    }

    @Bean
    Gates gates(TypeGate types, TenantGate tenants) {
        return new Gates(types, tenants);
    }

    @Bean
    EventIntake eventIntake(
            IntakeLimits limits,
            EventRates rates,
            EventLog events,
            IdempotencyKeys keys,
            TimeOrderedIds ids,
            Clock clock) {
        return new EventIntake(limits, rates, events, keys, ids, clock);
    }

    @Bean
    IntakeLimits intakeLimits(
            IntakeProperties properties, TopicLayout layout, TypeGate types, TenantGate tenants) {
        return new IntakeLimits(
                layout.maxEventBytes(), properties.maxBatchEvents(), types, tenants);
    }

    @Bean
    IntakeBodyLimit intakeBodyLimit(IntakeProperties properties) {
        return new IntakeBodyLimit(Math.toIntExact(properties.maxBodySize().toBytes()));
    }

    @Bean
    DeliveryBodies deliveryBodies(RecordArchive records, FormatCatalog formats) {
        return new DeliveryBodies(records, new BodyRenderer(formats));
    }

    @Bean
    DeliveryHistory deliveryHistory(
            DeliveryArchive archive, AttemptLog attempts, DeliveryBodies bodies) {
        return new DeliveryHistory(archive, attempts, bodies);
    }

    @Bean
    DeadLetterService deadLetterService(
            DeadLetters letters,
            RecordArchive records,
            DeliveryQueue queue,
            Subscriptions subscriptions,
            Clock clock) {
        return new DeadLetterService(letters, records, queue, subscriptions, clock);
    }

    @Bean
    Redelivery redelivery(
            Redelivery.Sources sources,
            DeadLetterService letters,
            DeliveryQueue queue,
            DeliveryLock lock,
            Redelivery.Records records,
            Clock clock) {
        return new Redelivery(sources, letters, queue, lock, records, clock);
    }

    @Bean
    Redelivery.Records redeliveryRecords(HistoryStore store, AuditLog audit) {
        return new Redelivery.Records(store, audit);
    }

    @Bean
    Redelivery.Sources redeliverySources(
            DeliveryHistory history, DeliveryBodies bodies, Subscriptions subscriptions) {
        return new Redelivery.Sources(history, bodies, subscriptions);
    }
}
