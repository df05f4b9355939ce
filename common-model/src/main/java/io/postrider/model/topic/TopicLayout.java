package io.postrider.model.topic;

import io.postrider.model.retry.RetryLadder;
import io.postrider.model.retry.ShortDuration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a deployment lays out its topics.
 *
 * @param prefix in front of every topic name
 * @param replication copies of each partition, from 1
 * @param partitions per topic; for {@link Topic#RETRY}, per tier
 * @param retention per topic; {@link Topic#SUBSCRIPTIONS}, {@link Topic#WORKERS} and {@link
 *     Topic#RETRY} have none
 * @param maxEventBytes the largest event, in bytes, that is accepted
 * @param ladder one retry topic per tier
 */
public record TopicLayout(
        String prefix,
        int replication,
        Map<Topic, Integer> partitions,
        Map<Topic, Duration> retention,
        int maxEventBytes,
        RetryLadder ladder) {

    /** Room for the envelope that is added to an event, and for headers. */
    private static final int OVERHEAD_BYTES = 256 * 1024;

    private static final String RETRY_PREFIX = "retry.";
    private static final String UNLIMITED = "-1";
    private static final int ENOUGH_COPIES = 3;

    public TopicLayout {
        partitions = withDefaults(partitions, DEFAULT_PARTITIONS);
        retention = withDefaults(retention, DEFAULT_RETENTION);
        if (replication < 1) {
            throw new IllegalArgumentException("replication must be at least 1");
        }
        if (maxEventBytes < 1024) {
            throw new IllegalArgumentException("max-event-bytes must be at least 1024");
        }
    }

    private static final Map<Topic, Integer> DEFAULT_PARTITIONS =
            Map.of(
                    Topic.EVENTS, 12,
                    Topic.EVENTS_INVALID, 1,
                    Topic.SUBSCRIPTIONS, 1,
                    Topic.DELIVERIES, 12,
                    Topic.RETRY, 3,
                    Topic.DEAD_LETTERS, 6,
                    Topic.ATTEMPTS, 12,
                    Topic.WORKERS, 1);

    private static final Map<Topic, Duration> DEFAULT_RETENTION =
            Map.of(
                    Topic.EVENTS, Duration.ofDays(7),
                    Topic.EVENTS_INVALID, Duration.ofDays(30),
                    Topic.DELIVERIES, Duration.ofDays(7),
                    Topic.DEAD_LETTERS, Duration.ofDays(30),
                    Topic.ATTEMPTS, Duration.ofDays(7));

    private static <V> Map<Topic, V> withDefaults(Map<Topic, V> given, Map<Topic, V> defaults) {
        Map<Topic, V> all = new EnumMap<>(Topic.class);
        all.putAll(defaults);
        all.putAll(given);
        return Map.copyOf(all);
    }

    /** The full name of a topic other than {@link Topic#RETRY}. */
    public String name(Topic topic) {
        if (topic == Topic.RETRY) {
            throw new IllegalArgumentException("each tier has a retry topic of its own");
        }
        return prefix + topic.shortName();
    }

    /** The full name of a tier's retry topic. */
    public String retryName(Duration tier) {
        return prefix + RETRY_PREFIX + ShortDuration.format(tier);
    }

    /** The tier of a retry topic of this deployment, be it configured now or not. */
    public Optional<Duration> retryTier(String topic) {
        String start = prefix + RETRY_PREFIX;
        if (!topic.startsWith(start)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ShortDuration.parse(topic.substring(start.length())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Every topic as it must be on the broker. */
    public List<TopicSpec> specs() {
        List<TopicSpec> specs = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (topic == Topic.RETRY) {
                ladder.tiers().forEach(tier -> specs.add(spec(topic, retryName(tier))));
            } else {
                specs.add(spec(topic, name(topic)));
            }
        }
        return specs;
    }

    private TopicSpec spec(Topic topic, String name) {
        int count = partitions.getOrDefault(topic, 1);
        Map<String, String> settings = new HashMap<>(settings(topic));
        // acknowledged must mean more than one copy, where there are enough of them
        settings.put("min.insync.replicas", replication >= ENOUGH_COPIES ? "2" : "1");
        // whatever the broker's default: what waits or was accepted is not dropped for its size
        settings.put("retention.bytes", UNLIMITED);
        return new TopicSpec(topic, name, count, replication, settings);
    }

    private Map<String, String> settings(Topic topic) {
        return switch (topic) {
            case EVENTS -> events();
            case EVENTS_INVALID, DELIVERIES, DEAD_LETTERS, ATTEMPTS -> kept(topic, largestRecord());
            case SUBSCRIPTIONS, WORKERS -> Map.of("cleanup.policy", "compact");
            // the append time of the head says when a tier's partition is due
            case RETRY ->
                    Map.of(
                            "cleanup.policy",
                            "delete",
                            "retention.ms",
                            UNLIMITED,
                            "message.timestamp.type",
                            "LogAppendTime",
                            "max.message.bytes",
                            Integer.toString(largestRecord()));
        };
    }

    /**
     * Retention goes by the append time. By the producer's, records that are written with times of
     * the past, as by a backfill, would be deleted before they are read.
     */
    private Map<String, String> events() {
        Map<String, String> settings =
                new HashMap<>(kept(Topic.EVENTS, maxEventBytes + OVERHEAD_BYTES));
        settings.put("message.timestamp.type", "LogAppendTime");
        return settings;
    }

    private Map<String, String> kept(Topic topic, int maxBytes) {
        Duration time = retention.getOrDefault(topic, Duration.ofDays(7));
        return Map.of(
                "cleanup.policy", "delete",
                "retention.ms", Long.toString(time.toMillis()),
                "max.message.bytes", Integer.toString(maxBytes));
    }

    /** The largest body, in bytes, that fits into a record beside its headers. */
    public int largestBody() {
        return maxEventBytes + OVERHEAD_BYTES;
    }

    /** The largest record, in bytes, that Postrider itself writes. */
    public int largestRecord() {
        return maxEventBytes + 2 * OVERHEAD_BYTES;
    }
}
