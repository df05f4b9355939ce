package io.postrider.subscription.config;

import io.postrider.model.topic.TopicLayout;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.pipeline.Pipeline;
import io.postrider.subscription.kafka.KafkaPublishedSnapshots;
import io.postrider.subscription.republish.Republication;
import io.postrider.subscription.republish.StoredSubscriptions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

import java.util.concurrent.TimeUnit;

/** Once after the start: the topic of subscriptions is compared with the database. */
@Configuration(proxyBeanMethods = false)
class RepublicationConfiguration {

    @Bean
    Republication republication(
            KafkaClients clients, TopicLayout layout, StoredSubscriptions subscriptions) {
        return new Republication(new KafkaPublishedSnapshots(clients, layout), subscriptions);
    }

    @Bean
    RepublicationJob republicationJob(Republication republication, Pipeline pipeline) {
        return new RepublicationJob(republication, pipeline);
    }

    static final class RepublicationJob {

        private static final Logger log = LoggerFactory.getLogger(RepublicationJob.class);

        private final Republication republication;
        private final Pipeline pipeline;
        private boolean done;
        private boolean failing;

        RepublicationJob(Republication republication, Pipeline pipeline) {
            this.republication = republication;
            this.pipeline = pipeline;
        }

        @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
        void run() {
            if (done || !pipeline.isReady()) {
                return;
            }
            try {
                republication.run();
                done = true;
            } catch (RuntimeException e) {
                if (!failing) {
                    log.warn("cannot compare webhooks with Kafka, trying again", e);
                }
                failing = true;
            }
        }
    }
}
