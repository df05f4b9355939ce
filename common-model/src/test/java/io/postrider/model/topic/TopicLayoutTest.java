package io.postrider.model.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.retry.RetryLadder;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class TopicLayoutTest {

    private final TopicLayout layout =
            new TopicLayout(
                    "acme.",
                    3,
                    Map.of(Topic.EVENTS, 48),
                    Map.of(Topic.EVENTS, Duration.ofDays(1)),
                    1024 * 1024,
                    RetryLadder.STANDARD);

    @Test
    void hasOneTopicPerTierBesideTheOthers() {
        assertThat(layout.specs())
                .hasSize(Topic.values().length - 1 + RetryLadder.STANDARD.tiers().size())
                .extracting(TopicSpec::name)
                .contains("acme.events", "acme.retry.1s", "acme.retry.32m", "acme.retry.16h")
                .doesNotHaveDuplicates();
    }

    @Test
    void takesWhatIsConfiguredAndDefaultsTheRest() {
        assertThat(spec("acme.events").partitions()).isEqualTo(48);
        assertThat(spec("acme.events").replication()).isEqualTo(3);
        assertThat(spec("acme.events").settings()).containsEntry("retention.ms", "86400000");
        assertThat(spec("acme.deliveries").settings()).containsEntry("retention.ms", "604800000");
    }

    @Test
    void retryTopicsKeepRecordsForEverAndStampThemOnAppend() {
        assertThat(spec("acme.retry.8m").settings())
                .containsEntry("retention.ms", "-1")
                .containsEntry("retention.bytes", "-1")
                .containsEntry("message.timestamp.type", "LogAppendTime");
    }

    /** A backfill writes records with the times of its events. */
    @Test
    void eventsAreKeptByWhenTheyWereAppended() {
        assertThat(spec("acme.events").settings())
                .containsEntry("message.timestamp.type", "LogAppendTime")
                .containsEntry("cleanup.policy", "delete");
    }

    @Test
    void tellsTheTierOfARetryTopicWhetherItIsConfiguredOrNot() {
        assertThat(layout.retryTier("acme.retry.7s")).contains(Duration.ofSeconds(7));
        assertThat(layout.retryTier("acme.retry.")).isEmpty();
        assertThat(layout.retryTier("acme.retry.soon")).isEmpty();
        assertThat(layout.retryTier("other.retry.7s")).isEmpty();
    }

    @Test
    void whatIsAcknowledgedHasTwoCopiesWhereThereAreThree() {
        assertThat(spec("acme.events").settings()).containsEntry("min.insync.replicas", "2");
    }

    @Test
    void subscriptionsAreCompacted() {
        assertThat(spec("acme.subscriptions").settings())
                .containsEntry("cleanup.policy", "compact");
    }

    private TopicSpec spec(String name) {
        return layout.specs().stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
