package io.postrider.embedded;

import java.util.Map;

/**
 * What one Kafka node needs to keep data alone: the same in the embedded broker and in test
 * containers.
 */
public final class BrokerSettings {

    private static final Map<String, String> SINGLE_NODE =
            Map.ofEntries(
                    Map.entry("auto.create.topics.enable", "false"),
                    Map.entry("default.replication.factor", "1"),
                    Map.entry("min.insync.replicas", "1"),
                    // few partitions: each is opened and recovered at every start
                    Map.entry("offsets.topic.num.partitions", "8"),
                    Map.entry("offsets.topic.replication.factor", "1"),
                    Map.entry("transaction.state.log.num.partitions", "4"),
                    Map.entry("transaction.state.log.replication.factor", "1"),
                    Map.entry("transaction.state.log.min.isr", "1"),
                    Map.entry("share.coordinator.state.topic.num.partitions", "2"),
                    Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                    Map.entry("share.coordinator.state.topic.min.isr", "1"),
                    // a transaction left open by a crash hides what follows it until it is aborted
                    Map.entry("transaction.max.timeout.ms", "60000"),
                    Map.entry(
                            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
                    // after a kill the controller waits this long for the broker that is gone, and
                    // only then lets its successor in
                    Map.entry("broker.session.timeout.ms", "3000"),
                    Map.entry("broker.heartbeat.interval.ms", "500"),
                    // members that died with the process are let go soon after the next start
                    Map.entry("group.initial.rebalance.delay.ms", "0"),
                    Map.entry("group.min.session.timeout.ms", "500"),
                    Map.entry("group.consumer.min.session.timeout.ms", "500"),
                    Map.entry("group.consumer.session.timeout.ms", "10000"),
                    Map.entry("group.consumer.min.heartbeat.interval.ms", "100"),
                    Map.entry("group.consumer.heartbeat.interval.ms", "1000"),
                    // the cleaner allocates this at start; Kafka's 128 MB is for a machine of its
                    // own
                    Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
                    Map.entry("num.recovery.threads.per.data.dir", "2"));

    private BrokerSettings() {}

    public static Map<String, String> singleNode() {
        return SINGLE_NODE;
    }
}
