package io.postrider.e2e;

import static org.awaitility.Awaitility.await;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/** What Kafka's own tools show: how far the groups are, and how far the topics. */
final class KafkaView implements AutoCloseable {

    static final String DISPATCHERS = "postrider.dispatcher";
    static final String WORKERS = "postrider.worker";
    static final String RELAYS = "postrider.relay";
    static final String DELIVERIES = "postrider.deliveries";
    static final String RETRY = "postrider.retry.";

    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final Admin admin;

    KafkaView(String bootstrapServers) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    Admin admin() {
        return admin;
    }

    /** What the group has committed, with the text beside the offsets. */
    Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                new HashMap<>(
                        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
        committed.values().removeIf(Objects::isNull);
        return committed;
    }

    /** How many members have partitions of the group, once all have settled; 0 until then. */
    int sharing(String group) {
        ConsumerGroupDescription found =
                get(admin.describeConsumerGroups(List.of(group)).all()).values().iterator().next();
        boolean settled =
                found.groupState() == GroupState.STABLE
                        && found.members().stream()
                                .noneMatch(
                                        member -> member.assignment().topicPartitions().isEmpty());
        return settled ? found.members().size() : 0;
    }

    /** The names by which the group's members are known again after a restart. */
    List<String> namesIn(String group) {
        return get(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                .flatMap(found -> found.members().stream())
                .map(member -> member.groupInstanceId().orElse(""))
                .toList();
    }

    /** Whether all members of the group have left or were let go. */
    boolean isAbandoned(String group) {
        return get(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                .allMatch(found -> found.members().isEmpty());
    }

    /** The ends of the topics, of what is committed or of all that is written. */
    Map<TopicPartition, Long> ends(Predicate<String> topics, IsolationLevel isolation) {
        return offsets(topics, OffsetSpec.latest(), isolation);
    }

    Map<TopicPartition, Long> ends(String topic) {
        return ends(topic::equals, IsolationLevel.READ_UNCOMMITTED);
    }

    /** How many records have ever been written to the retry topics. */
    long putUpForRetry() {
        return ends(topic -> topic.startsWith(RETRY), IsolationLevel.READ_UNCOMMITTED)
                .values()
                .stream()
                .mapToLong(end -> end)
                .sum();
    }

    /** Whether a transaction has written deliveries and is neither committed nor aborted. */
    boolean isTransactionOpen() {
        var visible = ends(DELIVERIES::equals, IsolationLevel.READ_COMMITTED);
        return !ends(DELIVERIES).equals(visible)
                // it may have ended, and another may have begun, between the two questions
                && !ends(DELIVERIES::equals, IsolationLevel.READ_COMMITTED)
                        .equals(ends(DELIVERIES));
    }

    private Map<TopicPartition, Long> offsets(
            Predicate<String> topics, OffsetSpec spec, IsolationLevel isolation) {
        List<String> names = get(admin.listTopics().names()).stream().filter(topics).toList();
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        get(admin.describeTopics(names).allTopicNames())
                .forEach((name, topic) ->
                        topic.partitions()
                                .forEach(partition ->
                                        wanted.put(
                                                new TopicPartition(name, partition.partition()),
                                                spec)));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> answer =
                get(admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all());
        answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    /** Records of these topics that the group has not done. */
    long lag(String group, Predicate<String> topics) {
        Map<TopicPartition, OffsetAndMetadata> committed = committed(group);
        IsolationLevel all = IsolationLevel.READ_UNCOMMITTED;
        Map<TopicPartition, Long> starts = offsets(topics, OffsetSpec.earliest(), all);
        return offsets(topics, OffsetSpec.latest(), all).entrySet().stream()
                .mapToLong(end -> {
                    OffsetAndMetadata offset = committed.get(end.getKey());
                    return end.getValue()
                            - (offset == null
                                    ? starts.getOrDefault(end.getKey(), 0L)
                                    : offset.offset());
                })
                .sum();
    }

    /** Waits until every group has done all there is in its topics. */
    void awaitDrained() {
        await("all records are done")
                .atMost(LONGEST)
                .ignoreExceptions()
                .pollInterval(Duration.ofMillis(200))
                .until(this::undone, List::isEmpty);
    }

    /** Whether the dispatcher has done all there is. */
    boolean isDispatched() {
        List<String> undone = new ArrayList<>();
        addUndone(DISPATCHERS, "postrider.events"::equals, undone);
        return undone.isEmpty();
    }

    private List<String> undone() {
        List<String> undone = new ArrayList<>();
        addUndone(DISPATCHERS, "postrider.events"::equals, undone);
        addUndone(WORKERS, DELIVERIES::equals, undone);
        addUndone(RELAYS, topic -> topic.startsWith(RETRY), undone);
        return undone;
    }

    private void addUndone(String group, Predicate<String> topics, List<String> undone) {
        Map<TopicPartition, OffsetAndMetadata> committed = committed(group);
        IsolationLevel all = IsolationLevel.READ_UNCOMMITTED;
        Map<TopicPartition, Long> starts = offsets(topics, OffsetSpec.earliest(), all);
        offsets(topics, OffsetSpec.latest(), all)
                .forEach((partition, end) -> {
                    OffsetAndMetadata offset = committed.get(partition);
                    long done =
                            offset == null ? starts.getOrDefault(partition, 0L) : offset.offset();
                    if (done < end) {
                        undone.add("%s: %s of %d of %s".formatted(group, offset, end, partition));
                    }
                });
    }

    static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
