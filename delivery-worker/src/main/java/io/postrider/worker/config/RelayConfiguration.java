package io.postrider.worker.config;

import io.postrider.model.topic.TopicLayout;
import io.postrider.runtime.config.InstanceName;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.worker.delivery.DeliveryRunner;
import io.postrider.worker.delivery.Hold;
import io.postrider.worker.delivery.Telemetry;
import io.postrider.worker.kafka.AckedProducer;
import io.postrider.worker.kafka.DeliveryConsumer;
import io.postrider.worker.kafka.FollowedSubscriptions;
import io.postrider.worker.kafka.GroupMember;
import io.postrider.worker.kafka.InvalidRecords;
import io.postrider.worker.kafka.ReleaseCredit;
import io.postrider.worker.kafka.RetryRelay;
import io.postrider.worker.kafka.ReturnedCopies;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import java.time.Clock;

/** What brings deliveries out of the retry tiers, and what keeps them there. */
@Configuration(proxyBeanMethods = false)
class RelayConfiguration {

    @Bean
    ReleaseCredit releaseCredit() {
        return new ReleaseCredit();
    }

    @Bean
    Hold hold(FollowedSubscriptions subscriptions, Telemetry telemetry) {
        return new Hold(subscriptions, telemetry);
    }

    @Bean
    @Order(3)
    RetryRelay retryRelay(
            KafkaClients clients,
            TopicLayout layout,
            WorkerProperties properties,
            AckedProducer producer,
            InvalidRecords invalid,
            Hold hold,
            ReturnedCopies copies,
            ReleaseCredit credit,
            DeliveryRunner runner,
            DeliveryConsumer deliveries,
            Clock clock,
            SteadyClock steadyClock,
            @Value("${postrider.instance:}") String instance) {
        return new RetryRelay(
                clients,
                layout,
                new RetryRelay.Settings(
                        new GroupMember(
                                layout.prefix() + "relay", InstanceName.configured(instance)),
                        properties.commitInterval(),
                        properties.relay().maxInHand().toBytes(),
                        properties.relay().truncateInterval(),
                        properties.stopWithin()),
                producer,
                invalid,
                hold,
                copies,
                credit,
                runner::callBack,
                deliveries,
                clock,
                steadyClock);
    }
}
