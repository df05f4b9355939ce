package io.postrider.subscription.kafka;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postrider.model.retry.RetryLadder;
import io.postrider.model.topic.TopicLayout;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.TopicCheck;
import io.postrider.testing.Patience;
import io.postrider.testing.RealKafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A process that is stopped while Kafka still counts on one that was killed. */
@Timeout(300)
class HistoryConsumerStopIT {

    /** Half of what Kafka's consumer takes to give up a join by itself. */
    private static final Duration BOUND = Duration.ofSeconds(15);

    private final TopicLayout layout =
            new TopicLayout(
                    "t" + UUID.randomUUID() + ".",
                    1,
                    Map.of(),
                    Map.of(),
                    64 * 1024,
                    new RetryLadder(List.of(Duration.ofSeconds(1))));
    private final KafkaClients clients = new KafkaClients(properties(), layout.largestRecord());
    private final String group = layout.prefix() + "history";

    private static KafkaProperties properties() {
        KafkaProperties properties = new KafkaProperties();
        properties.setBootstrapServers(List.of(RealKafka.shared().bootstrapServers()));
        return properties;
    }

    @Test
    void stopsWhileItsGroupWaitsForAMemberThatIsGone() throws Exception {
        HistoryConsumer history =
                new HistoryConsumer(clients, layout, _ -> {}, new SimpleMeterRegistry());
        try (Admin admin = clients.admin();
                var silent = clients.groupConsumer(Map.of("group.id", group))) {
            new TopicCheck(admin, layout).provision();
            silent.subscribe(List.of(layout.prefix() + "deliveries"));
            while (silent.assignment().isEmpty()) {
                var _ = silent.poll(Duration.ofMillis(100));
            }
            history.start();
            Patience.await().until(() -> state(admin) == GroupState.PREPARING_REBALANCE);

            assertTimeoutPreemptively(BOUND, history::stop);
        }
    }

    private GroupState state(Admin admin) throws Exception {
        Map<String, ConsumerGroupDescription> groups =
                admin.describeConsumerGroups(List.of(group)).all().get();
        return Objects.requireNonNull(groups.get(group)).groupState();
    }
}
