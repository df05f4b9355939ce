package io.postrider.benchmarks.system;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/** How far a consumer group is behind the topics that it reads. */
public final class GroupLag implements AutoCloseable {

    private static final String TRANSACTIONAL = "postrider.deliveries";

    private final Admin admin;
    private final String group;
    private final List<TopicPartition> partitions;

    private GroupLag(Admin admin, String group, Predicate<String> topics) {
        this.admin = admin;
        this.group = group;
        this.partitions = partitions(topics);
    }

    /** Of what keeps history. */
    public static GroupLag ofHistory(String bootstrapServers) {
        Set<String> topics =
                Set.of(
                        TRANSACTIONAL,
                        "postrider.attempts",
                        "postrider.dead-letters",
                        "postrider.events.invalid");
        return new GroupLag(admin(bootstrapServers), "postrider.history", topics::contains);
    }

    /** Of what attempts deliveries: how many of them it has not come to, or is busy with. */
    public static GroupLag ofWorker(String bootstrapServers) {
        return new GroupLag(admin(bootstrapServers), "postrider.worker", TRANSACTIONAL::equals);
    }

    /** Of what holds the retry tiers: how many deliveries wait there. */
    public static GroupLag ofRelay(String bootstrapServers) {
        return new GroupLag(
                admin(bootstrapServers),
                "postrider.relay",
                topic -> topic.startsWith("postrider.retry."));
    }

    private static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    private List<TopicPartition> partitions(Predicate<String> topics) {
        try {
            List<String> names = admin.listTopics().names().get().stream().filter(topics).toList();
            return admin.describeTopics(names).allTopicNames().get().values().stream()
                    .flatMap(topic ->
                            topic.partitions().stream()
                                    .map(info ->
                                            new TopicPartition(topic.name(), info.partition())))
                    .toList();
        } catch (ExecutionException e) {
            throw unreadable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(e);
        }
    }

    private BenchFailedException unreadable(Exception e) {
        return new BenchFailedException("cannot read how far %s is: %s".formatted(group, e), e);
    }

    /** Records that the group has not done yet. */
    public long records() throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> done =
                    admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
            Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(asked).all().get();
            return ends.entrySet().stream()
                    .mapToLong(end -> behind(end.getKey(), end.getValue(), done))
                    .sum();
        } catch (ExecutionException e) {
            throw unreadable(e);
        }
    }

    /** A transaction ends with a marker in the log, which is no record. */
    private static long behind(
            TopicPartition partition,
            ListOffsetsResultInfo end,
            Map<TopicPartition, OffsetAndMetadata> done) {
        OffsetAndMetadata offset = done.get(partition);
        long behind = end.offset() - (offset == null ? 0 : offset.offset());
        return partition.topic().equals(TRANSACTIONAL) ? Math.max(0, behind - 1) : behind;
    }

    @Override
    public void close() {
        admin.close();
    }
}
