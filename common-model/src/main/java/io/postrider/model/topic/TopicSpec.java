package io.postrider.model.topic;

import java.util.Map;

/**
 * A topic as it must be on the broker.
 *
 * @param name with the prefix
 * @param replication copies of each partition
 * @param settings the broker's topic settings, by their Kafka names
 */
public record TopicSpec(
        Topic topic, String name, int partitions, int replication, Map<String, String> settings) {

    public TopicSpec {
        settings = Map.copyOf(settings);
    }
}
