package io.postrider.runtime.kafka;

import static io.postrider.testing.Patience.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.postrider.model.SubscriptionId;
import io.postrider.testing.RealKafka;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

@Timeout(300)
class SubscriptionFollowerIT {

    /** Sooner than the 10 s after which it would be interrupted. */
    private static final Duration PROMPTLY = Duration.ofSeconds(8);

    private final SubscriptionsTopic topic =
            new SubscriptionsTopic(RealKafka.shared().bootstrapServers());
    private final RecordingListener listener = new RecordingListener();
    private final SubscriptionFollower follower =
            new SubscriptionFollower(topic.clients(), topic.name(), listener);

    @AfterEach
    void close() throws InterruptedException {
        follower.stop();
        topic.close();
    }

    @Test
    void hasReadEverythingBeforeItsStartReturns() throws InterruptedException {
        topic.create(3);
        for (int i = 0; i < 300; i++) {
            topic.subscribe("wh_" + i, 1);
        }
        topic.subscribe("wh_7", 2);
        topic.unsubscribe("wh_8");

        assertThat(follower.isReady()).isFalse();
        follower.start();

        assertThat(follower.isReady()).isTrue();
        assertThat(listener.versions())
                .hasSize(299)
                .containsEntry("wh_7", 2L)
                .doesNotContainKey("wh_8");
    }

    @Test
    void startsOnAnEmptyTopic() throws InterruptedException {
        topic.create(2);

        follower.start();

        assertThat(follower.isReady()).isTrue();
        assertThat(listener.versions()).isEmpty();
    }

    @Test
    void followsChangesAndDeletions() throws InterruptedException {
        topic.create(1);
        topic.subscribe("wh_changed", 1);
        topic.subscribe("wh_deleted", 1);
        follower.start();

        topic.subscribe("wh_changed", 2);
        topic.unsubscribe("wh_deleted");
        topic.subscribe("wh_new", 1);

        await().untilAsserted(() ->
                assertThat(listener.versions())
                        .containsOnly(Map.entry("wh_changed", 2L), Map.entry("wh_new", 1L)));
    }

    @Test
    void knowsForEachSubscriptionHowFarItsPartitionHasBeenRead() throws InterruptedException {
        topic.create(3);
        Map<String, RecordMetadata> sent = new HashMap<>();
        Map<Integer, Long> lastOfPartition = new HashMap<>();
        for (int i = 0; i < 31; i++) {
            RecordMetadata place = topic.subscribe("wh_" + i, 1);
            sent.put("wh_" + i, place);
            lastOfPartition.put(place.partition(), place.offset());
        }
        assertThat(Set.copyOf(lastOfPartition.values())).hasSizeGreaterThan(1);
        assertThat(follower.hasRead(new SubscriptionId("wh_0"), 0)).isFalse();

        follower.start();

        sent.forEach((id, place) -> {
            long last = lastOfPartition.getOrDefault(place.partition(), -1L);
            SubscriptionId subscription = new SubscriptionId(id);
            assertThat(follower.hasRead(subscription, place.offset())).isTrue();
            assertThat(follower.hasRead(subscription, last)).isTrue();
            assertThat(follower.hasRead(subscription, last + 1)).as(id).isFalse();
        });
        assertThat(listener.offsets())
                .allSatisfy((id, offset) ->
                        assertThat(sent.get(id))
                                .extracting(RecordMetadata::offset)
                                .isEqualTo(offset));
    }

    @Test
    void hasReadAChangeOnceTheListenerKnowsIt() throws InterruptedException {
        topic.create(1);
        follower.start();
        SubscriptionId id = new SubscriptionId("wh_a");
        assertThat(follower.hasRead(id, 0)).isFalse();

        long offset = topic.subscribe("wh_a", 1).offset();
        await().until(() -> follower.hasRead(id, offset));

        assertThat(listener.versions()).containsKey("wh_a");
        assertThat(follower.hasRead(id, offset + 1)).isFalse();
    }

    @Test
    void namesTheWebhookOfARecordThatCannotBeRead() throws InterruptedException {
        topic.create(1);
        topic.subscribe("wh_a", 1);
        topic.sendRaw("wh_a", "no snapshot");
        topic.sendRaw("wh_b", "{}");
        topic.sendRaw("no id", "{\"id\":\"no id\"}");
        topic.sendRaw("wh_c", "");
        topic.subscribe("wh_good", 1);

        follower.start();

        assertThat(listener.versions()).containsOnlyKeys("wh_good");
        assertThat(listener.unreadable()).containsOnlyKeys("wh_a", "wh_b", "wh_c");
        assertThat(listener.unreadable().get("wh_a")).contains(topic.name(), "0:1");
        assertThat(follower.unreadable()).isEqualTo(4);
    }

    @Test
    void aSnapshotOfAnotherWebhookChangesNeither() throws InterruptedException {
        topic.create(1);
        topic.subscribe("wh_a", 1);
        topic.sendSnapshot("wh_b", "wh_a", 2);

        follower.start();

        assertThat(listener.versions()).containsOnly(Map.entry("wh_a", 1L));
        assertThat(listener.unreadable()).containsOnlyKeys("wh_b");
    }

    @Test
    void isNotStoppedByAListenerThatFails() throws InterruptedException {
        topic.create(1);
        listener.failAt("wh_bad");
        topic.subscribe("wh_bad", 1);
        topic.subscribe("wh_a", 1);
        follower.start();
        assertThat(listener.versions()).containsOnlyKeys("wh_a");

        topic.subscribe("wh_bad", 2);
        topic.subscribe("wh_b", 1);

        await().until(() -> listener.versions().containsKey("wh_b"));
    }

    @Test
    void waitsForATopicThatTheBrokerDoesNotShowYet() throws InterruptedException {
        Thread starting = startInBackground(follower);
        assertThat(starting.join(Duration.ofMillis(1500))).isFalse();

        topic.create(1);
        topic.subscribe("wh_a", 1);

        await().until(() -> listener.versions().containsKey("wh_a"));
        starting.join();
        assertThat(follower.isReady()).isTrue();
    }

    @Test
    void stopsWhileItsStartStillWaits() throws InterruptedException {
        Thread starting = startInBackground(follower);
        await().until(() -> starting.getState() == Thread.State.WAITING);

        assertTimeoutPreemptively(PROMPTLY, follower::stop);

        starting.interrupt();
        starting.join();
    }

    @Test
    void stopsPromptlyAndHearsNoMore() throws InterruptedException {
        topic.create(1);
        follower.start();

        assertTimeoutPreemptively(PROMPTLY, follower::stop);

        assertThat(follower.isReady()).isFalse();
    }

    static Thread startInBackground(SubscriptionFollower follower) {
        return Thread.ofPlatform()
                .start(() -> {
                    try {
                        follower.start();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
    }
}
