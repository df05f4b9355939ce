package io.postrider.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class FollowingAssignorTest {

    private static final List<String> TOPICS = List.of("retry.1s", "retry.2s");
    private static final int PARTITIONS = 4;

    private final Map<String, Set<Integer>> deliveries = new TreeMap<>();
    private final Map<String, List<TopicPartition>> retries = new HashMap<>();

    /** One rebalance; each member gives up what it is not given any more. */
    private void rebalance(int deliveryPartitions) {
        Map<String, Subscription> members = new HashMap<>();
        deliveries.forEach((member, owned) ->
                members.put(
                        member,
                        new Subscription(
                                TOPICS,
                                new OwnedPartitions(deliveryPartitions, owned).write(),
                                retries.getOrDefault(member, List.of()),
                                1,
                                Optional.empty())));
        Map<String, List<TopicPartition>> next = new HashMap<>();
        new FollowingAssignor()
                .assign(cluster(), new GroupSubscription(members))
                .groupAssignment()
                .forEach((member, assignment) -> next.put(member, assignment.partitions()));
        Map<TopicPartition, String> before = new HashMap<>();
        retries.forEach((member, places) -> places.forEach(place -> before.put(place, member)));
        next.forEach((member, places) ->
                places.forEach(place ->
                        assertThat(before.getOrDefault(place, member))
                                .as("%s is given up before another has it", place)
                                .isEqualTo(member)));
        retries.clear();
        retries.putAll(next);
    }

    private static Cluster cluster() {
        List<PartitionInfo> partitions = new ArrayList<>();
        for (String topic : TOPICS) {
            for (int i = 0; i < PARTITIONS; i++) {
                partitions.add(new PartitionInfo(topic, i, Node.noNode(), null, null));
            }
        }
        return new Cluster("c", List.of(), partitions, Set.of(), Set.of());
    }

    private Set<Integer> numbers(String member) {
        return retries.getOrDefault(member, List.of()).stream()
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    private long assigned() {
        return retries.values().stream().flatMap(List::stream).distinct().count();
    }

    @Test
    void sharesEvenlyWhileNobodyHasDeliveries() {
        deliveries.put("a", Set.of());
        deliveries.put("b", Set.of());
        rebalance(PARTITIONS);

        assertThat(retries.get("a")).hasSize(4);
        assertThat(retries.get("b")).hasSize(4);
    }

    @Test
    void followsTheDeliveriesInTwoSteps() {
        deliveries.put("a", Set.of());
        deliveries.put("b", Set.of());
        rebalance(PARTITIONS);
        deliveries.put("a", Set.of(0, 3));
        deliveries.put("b", Set.of(1, 2));
        rebalance(PARTITIONS);
        rebalance(PARTITIONS);

        assertThat(numbers("a")).containsExactlyInAnyOrder(0, 3);
        assertThat(numbers("b")).containsExactlyInAnyOrder(1, 2);
        assertThat(assigned()).isEqualTo((long) TOPICS.size() * PARTITIONS);
    }

    @Test
    void staysWhereItIsWhileTheDeliveriesAreBetweenTwoWorkers() {
        deliveries.put("a", Set.of(0, 1, 2, 3));
        deliveries.put("b", Set.of());
        rebalance(PARTITIONS);
        deliveries.put("a", Set.of(0, 1, 2));
        rebalance(PARTITIONS);

        assertThat(assigned()).isEqualTo((long) TOPICS.size() * PARTITIONS);
    }

    @Test
    void doesNotFollowATopicWithAnotherNumberOfPartitions() {
        deliveries.put("a", Set.of(0, 1, 2, 3, 4, 5, 6, 7));
        deliveries.put("b", Set.of());
        rebalance(2 * PARTITIONS);

        assertThat(retries.get("b")).hasSize(4);
    }

    @Test
    void aMemberThatTellsNothingIsNotFollowed() {
        Subscription silent = new Subscription(TOPICS, ByteBuffer.wrap(new byte[] {7}));
        var given =
                new FollowingAssignor()
                        .assign(cluster(), new GroupSubscription(Map.of("a", silent)))
                        .groupAssignment();

        assertThat(Objects.requireNonNull(given.get("a")).partitions())
                .hasSize(TOPICS.size() * PARTITIONS);
    }

    /** Whoever has which deliveries, after two rebalances everything is with its follower. */
    @Property(tries = 200)
    void everyPartitionEndsWithOneMember(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 4) Integer> rounds) {
        List<String> members = List.of("a", "b", "c");
        members.forEach(member -> deliveries.put(member, Set.of()));
        for (int round : rounds) {
            for (int m = 0; m < members.size(); m++) {
                int member = m;
                deliveries.put(
                        members.get(m),
                        IntStream.range(0, PARTITIONS)
                                .filter(i -> (i * round + i) % 3 == member)
                                .boxed()
                                .collect(Collectors.toSet()));
            }
            rebalance(PARTITIONS);
            rebalance(PARTITIONS);
            assertThat(assigned()).isEqualTo((long) TOPICS.size() * PARTITIONS);
            members.forEach(
                    member -> assertThat(numbers(member)).isEqualTo(deliveries.get(member)));
        }
    }
}
