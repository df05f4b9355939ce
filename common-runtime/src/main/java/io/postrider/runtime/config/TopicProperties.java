package io.postrider.runtime.config;

import io.postrider.model.retry.RetryLadder;
import io.postrider.model.retry.ShortDuration;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code postrider.topics.*}; the same for every service of a deployment.
 *
 * @param provision whether the service creates topics that are missing
 * @param partitions by topic: events, events-invalid, subscriptions, deliveries, retry (per tier),
 *     dead-letters, attempts
 * @param retention by topic, where records are kept for a time
 * @param maxEventSize larger events are invalid
 * @param retryTiers ascending, like 1s or 2m; empty for 1 s to 16 h
 */
@ConfigurationProperties("postrider.topics")
public record TopicProperties(
        @DefaultValue("postrider.") String prefix,
        @DefaultValue("false") boolean provision,
        @DefaultValue("1") int replication,
        @DefaultValue Map<Topic, Integer> partitions,
        @DefaultValue Map<Topic, Duration> retention,
        @DefaultValue("1MB") DataSize maxEventSize,
        @DefaultValue List<String> retryTiers) {

    private static final DataSize SMALLEST_EVENT = DataSize.ofKilobytes(1);
    private static final DataSize LARGEST_EVENT = DataSize.ofGigabytes(1);

    TopicLayout toLayout() {
        require(
                prefix.matches("[A-Za-z0-9._-]{0,200}"),
                "prefix must be at most 200 letters, digits, dots, hyphens and underscores, not '%s'"
                        .formatted(prefix));
        require(
                replication >= 1 && replication <= Short.MAX_VALUE,
                "replication must be from 1 to 32767, not " + replication);
        partitions.forEach((topic, count) ->
                require(
                        count >= 1,
                        "partitions.%s must be at least 1, not %d".formatted(key(topic), count)));
        retention.forEach((topic, time) ->
                require(
                        time.isPositive(),
                        "retention.%s must be longer than nothing, not %s"
                                .formatted(key(topic), time)));
        require(
                maxEventSize.compareTo(SMALLEST_EVENT) >= 0
                        && maxEventSize.compareTo(LARGEST_EVENT) <= 0,
                "max-event-size must be from 1KB to 1GB, not " + maxEventSize);
        return new TopicLayout(
                prefix,
                replication,
                partitions,
                retention,
                Math.toIntExact(maxEventSize.toBytes()),
                ladder());
    }

    private RetryLadder ladder() {
        if (retryTiers.isEmpty()) {
            return RetryLadder.STANDARD;
        }
        try {
            return new RetryLadder(retryTiers.stream().map(ShortDuration::parse).toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "postrider.topics.retry-tiers: " + e.getMessage(), e);
        }
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new IllegalArgumentException("postrider.topics." + otherwise);
        }
    }

    /** As it is written in properties. */
    private static String key(Topic topic) {
        return topic.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
