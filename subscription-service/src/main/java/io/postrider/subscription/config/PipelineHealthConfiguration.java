package io.postrider.subscription.config;

import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.subscription.jdbc.JdbcBacklogs;
import io.postrider.subscription.kafka.KafkaLags;
import io.postrider.subscription.kafka.WorkerFollower;
import io.postrider.subscription.pipeline.Backlogs;
import io.postrider.subscription.pipeline.WorkerBook;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Clock;

/** What is known of how the pipeline does. */
@Configuration(proxyBeanMethods = false)
class PipelineHealthConfiguration {

    @Bean
    WorkerBook workerBook(Clock clock) {
        return new WorkerBook(clock);
    }

    @Bean
    @Order(4)
    WorkerFollower workerFollower(KafkaClients clients, TopicLayout layout, WorkerBook book) {
        return new WorkerFollower(clients, layout.name(Topic.WORKERS), book);
    }

    @Bean
    KafkaLags lags(KafkaClients clients, TopicLayout layout, Clock clock) {
        return new KafkaLags(clients, layout, clock);
    }

    @Bean
    Backlogs backlogs(JdbcClient jdbc) {
        return new JdbcBacklogs(jdbc);
    }
}
