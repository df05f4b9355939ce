package io.postrider.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postrider.model.retry.RetryLadder;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.topic.TopicSpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.Map;

class TopicPropertiesTest {

    private static TopicProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("postrider.topics", TopicProperties.class);
    }

    @Test
    void isAWholeLayoutWhenNothingIsSet() {
        TopicProperties properties = bound(Map.of());
        TopicLayout layout = properties.toLayout();

        assertThat(properties.provision()).isFalse();
        assertThat(layout.name(Topic.EVENTS)).isEqualTo("postrider.events");
        assertThat(layout.replication()).isEqualTo(1);
        assertThat(layout.maxEventBytes()).isEqualTo(1024 * 1024);
        assertThat(layout.ladder()).isEqualTo(RetryLadder.STANDARD);
    }

    @Test
    void takesPartitionsByTopicAndLeavesTheOthers() {
        TopicLayout layout =
                bound(
                                Map.of(
                                        "postrider.topics.partitions.events", "48",
                                        "postrider.topics.partitions.events-invalid", "2",
                                        "postrider.topics.partitions.dead-letters", "7",
                                        "postrider.topics.partitions.retry", "5"))
                        .toLayout();

        assertThat(layout.partitions())
                .containsEntry(Topic.EVENTS, 48)
                .containsEntry(Topic.EVENTS_INVALID, 2)
                .containsEntry(Topic.DEAD_LETTERS, 7)
                .containsEntry(Topic.RETRY, 5)
                .containsEntry(Topic.DELIVERIES, 12);
    }

    @Test
    void takesRetentionSizePrefixAndReplication() {
        TopicLayout layout =
                bound(
                                Map.of(
                                        "postrider.topics.retention.attempts", "36h",
                                        "postrider.topics.max-event-size", "256KB",
                                        "postrider.topics.prefix", "acme.",
                                        "postrider.topics.replication", "3"))
                        .toLayout();

        assertThat(layout.retention())
                .containsEntry(Topic.ATTEMPTS, Duration.ofHours(36))
                .containsEntry(Topic.EVENTS, Duration.ofDays(7));
        assertThat(layout.maxEventBytes()).isEqualTo(256 * 1024);
        assertThat(layout.name(Topic.DEAD_LETTERS)).isEqualTo("acme.dead-letters");
        assertThat(layout.replication()).isEqualTo(3);
    }

    @Test
    void makesARetryTopicPerTier() {
        TopicLayout layout =
                bound(Map.of("postrider.topics.retry-tiers", "1s,30s,5m,1h")).toLayout();

        assertThat(layout.specs())
                .filteredOn(spec -> spec.topic() == Topic.RETRY)
                .extracting(TopicSpec::name)
                .containsExactly(
                        "postrider.retry.1s",
                        "postrider.retry.30s",
                        "postrider.retry.5m",
                        "postrider.retry.1h");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    retry-tiers       | 1s,soon | postrider.topics.retry-tiers: 'soon' must be a whole number and one of s, m, h, d, like 30s
                    retry-tiers       | 1m,1s   | postrider.topics.retry-tiers: retry tiers must ascend
                    retry-tiers       | 0s      | postrider.topics.retry-tiers: retry tiers must be whole seconds
                    prefix            | a,b.    | postrider.topics.prefix must be at most 200 letters, digits, dots, hyphens and underscores, not 'a,b.'
                    replication       | 0       | postrider.topics.replication must be from 1 to 32767, not 0
                    partitions.events | 0       | postrider.topics.partitions.events must be at least 1, not 0
                    retention.dead-letters | 0s | postrider.topics.retention.dead-letters must be longer than nothing, not PT0S
                    max-event-size    | 100B    | postrider.topics.max-event-size must be from 1KB to 1GB, not 100B
                    max-event-size    | 4GB     | postrider.topics.max-event-size must be from 1KB to 1GB, not 4294967296B
                    """)
    void namesThePropertyAndWhatIsAllowed(String property, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bound(Map.of("postrider.topics." + property, value)).toLayout())
                .withMessageStartingWith(message);
    }
}
