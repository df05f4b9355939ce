package io.postrider.subscription.config;

import io.postrider.model.topic.TopicLayout;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.deadletter.DeadLetters;
import io.postrider.subscription.deadletter.DeliveryLock;
import io.postrider.subscription.history.AttemptLog;
import io.postrider.subscription.history.DeliveryArchive;
import io.postrider.subscription.history.HistoryStore;
import io.postrider.subscription.history.InvalidRecordArchive;
import io.postrider.subscription.history.Retention;
import io.postrider.subscription.jdbc.HistoryPartitions;
import io.postrider.subscription.jdbc.JdbcAttemptLog;
import io.postrider.subscription.jdbc.JdbcDeadLetters;
import io.postrider.subscription.jdbc.JdbcDeliveryArchive;
import io.postrider.subscription.jdbc.JdbcDeliveryLock;
import io.postrider.subscription.jdbc.JdbcHistoryStore;
import io.postrider.subscription.jdbc.JdbcIdempotencyKeys;
import io.postrider.subscription.jdbc.JdbcInvalidRecords;
import io.postrider.subscription.jdbc.JdbcOutbox;
import io.postrider.subscription.jdbc.OperationalOutbox;
import io.postrider.subscription.outbox.Outbox;
import io.postrider.subscription.webhook.Subscriptions;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.Properties;

/** What keeps things in PostgreSQL. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OperationalEventsProperties.class)
@EnableJdbcRepositories(basePackageClasses = JdbcHistoryStore.class)
class DatabaseConfiguration {

    @Bean
    Outbox outbox(JdbcConnectionDetails details) {
        DriverManagerDataSource connections = new DriverManagerDataSource(details.getJdbcUrl());
        Properties settings = new Properties();
        if (details.getUsername() != null) {
            settings.setProperty("user", details.getUsername());
        }
        if (details.getPassword() != null) {
            settings.setProperty("password", details.getPassword());
        }
        settings.setProperty("connectTimeout", "5");
        settings.setProperty("socketTimeout", "30");
        settings.setProperty("tcpKeepAlive", "true");
        settings.setProperty("ApplicationName", "postrider-outbox-relay");
        connections.setConnectionProperties(settings);
        return new JdbcOutbox(connections);
    }

    @Bean
    JdbcIdempotencyKeys idempotencyKeys(JdbcClient jdbc, IdempotencyProperties properties) {
        return new JdbcIdempotencyKeys(jdbc, properties.retention());
    }

    @Bean
    Retention retention(HistoryProperties properties, TopicLayout layout) {
        return properties.toRetention(layout);
    }

    @Bean
    HistoryPartitions historyPartitions(
            JdbcClient jdbc, TransactionTemplate transaction, Retention retention) {
        return new HistoryPartitions(jdbc, transaction, retention);
    }

    @Bean
    HistoryStore historyStore(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            HistoryPartitions partitions,
            Retention retention,
            JdbcHistoryStore.Followers followers,
            Clock clock) {
        return new JdbcHistoryStore(jdbc, transaction, partitions, retention, followers, clock);
    }

    @Bean
    DeliveryArchive deliveryArchive(JdbcClient jdbc) {
        return new JdbcDeliveryArchive(jdbc);
    }

    @Bean
    JdbcHistoryStore.Followers followers(
            Subscriptions subscriptions, OperationalOutbox announcements) {
        return new JdbcHistoryStore.Followers(subscriptions, announcements);
    }

    @Bean
    OperationalOutbox operationalOutbox(JdbcClient jdbc, OperationalEventsProperties properties) {
        return new OperationalOutbox(jdbc, properties.toChoice());
    }

    @Bean
    AttemptLog attemptLog(JdbcClient jdbc) {
        return new JdbcAttemptLog(jdbc);
    }

    @Bean
    DeadLetters deadLetters(JdbcClient jdbc, AuditLog audit) {
        return new JdbcDeadLetters(jdbc, audit);
    }

    @Bean
    DeliveryLock deliveryLock(JdbcClient jdbc, TransactionTemplate transaction) {
        return new JdbcDeliveryLock(jdbc, transaction);
    }

    @Bean
    InvalidRecordArchive invalidRecordArchive(JdbcClient jdbc) {
        return new JdbcInvalidRecords(jdbc);
    }
}
