package io.postrider.runtime.kafka;

import static io.postrider.testing.Patience.await;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.testing.Patience;
import io.postrider.testing.RealKafka;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Map;

@Timeout(300)
class SubscriptionFollowerOutageIT {

    private final RealKafka.Own kafka = RealKafka.startOwn();
    private final SubscriptionsTopic topic =
            new SubscriptionsTopic(kafka.bootstrapServers()).create(2);
    private final RecordingListener listener = new RecordingListener();
    private final SubscriptionFollower follower =
            new SubscriptionFollower(topic.clients(), topic.name(), listener);

    @AfterEach
    void close() throws InterruptedException {
        follower.stop();
        topic.close();
        kafka.close();
    }

    @Test
    void followsOnWhenTheBrokerIsBack() throws InterruptedException {
        topic.subscribe("wh_kept", 1);
        topic.subscribe("wh_deleted", 1);
        follower.start();

        kafka.stop();
        kafka.start();
        topic.unsubscribe("wh_deleted");
        topic.subscribe("wh_new", 1);

        await().untilAsserted(() ->
                assertThat(listener.versions())
                        .containsOnly(Map.entry("wh_kept", 1L), Map.entry("wh_new", 1L)));
    }

    @Test
    void waitsForABrokerThatIsAway() throws InterruptedException {
        topic.subscribe("wh_a", 1);
        kafka.stop();
        Thread starting = SubscriptionFollowerIT.startInBackground(follower);
        // longer than the client itself would wait
        assertThat(starting.join(Duration.ofSeconds(3))).isFalse();

        kafka.start();

        assertThat(starting.join(Patience.LONGEST)).isTrue();
        assertThat(listener.versions()).containsOnlyKeys("wh_a");
    }
}
