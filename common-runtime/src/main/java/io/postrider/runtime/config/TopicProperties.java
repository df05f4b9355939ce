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

    TopicLayout toLayout() {
        RetryLadder ladder =
                retryTiers.isEmpty()
                        ? RetryLadder.STANDARD
                        : new RetryLadder(retryTiers.stream().map(ShortDuration::parse).toList());
        return new TopicLayout(
                prefix,
                replication,
                partitions,
                retention,
                Math.toIntExact(maxEventSize.toBytes()),
                ladder);
    }
}
