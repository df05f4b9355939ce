package io.postrider.worker.config;

import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.worker.delivery.DeliveryJob;
import io.postrider.worker.kafka.WorkerNotes;
import io.postrider.worker.lane.LaneBoard;
import io.postrider.worker.lane.LaneNews;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** What others hear of the worker. */
@Configuration(proxyBeanMethods = false)
class NotesConfiguration {

    /** A second, however many lanes change. */
    private static final int MOST_NOTES = 100;

    private static final int LOOKS_TO_SIGN = 10;

    @Bean
    @Order(5)
    WorkerNotes workerNotes(
            KafkaClients clients,
            TopicLayout layout,
            LaneBoard<DeliveryJob> lanes,
            Clock clock,
            SteadyClock steadyClock) {
        String name = "worker-" + UUID.randomUUID();
        LaneNews news = new LaneNews(name, MOST_NOTES);
        return new WorkerNotes(
                clients,
                new WorkerNotes.Settings(
                        layout.name(Topic.WORKERS), name, Duration.ofSeconds(1), LOOKS_TO_SIGN),
                news,
                () -> news.next(lanes.conditions(steadyClock.instant()), clock.instant()),
                clock);
    }
}
