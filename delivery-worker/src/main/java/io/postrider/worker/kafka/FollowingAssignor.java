package io.postrider.worker.kafka;

import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Gives a partition of a retry topic to the worker that consumes the partition of {@code
 * deliveries} with the same number. All topics are keyed by subscription, so the relay that holds a
 * parked delivery and the lane that has room for it are in one process.
 *
 * <p>Each member tells which partitions of {@code deliveries} it has; who loses or gains some must
 * rejoin. While nobody has a partition of {@code deliveries}, those of the retry topics stay where
 * they are. Where nothing can be followed, they are shared out evenly. A partition that moves is
 * given to nobody until its holder has given it up, as in the cooperative protocol of KIP-429.
 */
public final class FollowingAssignor implements ConsumerPartitionAssignor, Configurable {

    /** Setting of the consumer: a {@code Supplier<OwnedPartitions>}. */
    static final String OWNED = "postrider.deliveries.owned";

    private Supplier<OwnedPartitions> owned = () -> OwnedPartitions.NONE;

    @Override
    @SuppressWarnings("unchecked") // ConsumerSettings puts it there
    public void configure(Map<String, ?> settings) {
        if (settings.get(OWNED) instanceof Supplier<?> supplier) {
            owned = (Supplier<OwnedPartitions>) supplier;
        }
    }

    @Override
    public String name() {
        return "postrider-following";
    }

    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return List.of(RebalanceProtocol.COOPERATIVE, RebalanceProtocol.EAGER);
    }

    @Override
    public ByteBuffer subscriptionUserData(Set<String> topics) {
        return owned.get().write();
    }

    @Override
    public GroupAssignment assign(Cluster cluster, GroupSubscription group) {
        Map<String, Subscription> members = group.groupSubscription();
        Round round = new Round(members);
        Set<String> topics = new TreeSet<>();
        members.values().forEach(member -> topics.addAll(member.topics()));
        for (String topic : topics) {
            Integer count = cluster.partitionCountForTopic(topic);
            for (int number = 0; count != null && number < count; number++) {
                round.place(new TopicPartition(topic, number), count);
            }
        }
        return round.result();
    }

    /** One distribution of all partitions among the members. */
    private static final class Round {

        private final Map<String, List<TopicPartition>> given = new TreeMap<>();
        private final Map<String, Integer> load = new TreeMap<>();
        private final Map<TopicPartition, String> holders;
        private final Map<Integer, Map<Integer, String>> followed;
        private final List<TopicPartition> unfollowed = new ArrayList<>();

        Round(Map<String, Subscription> members) {
            members.keySet().forEach(member -> given.put(member, new ArrayList<>()));
            members.keySet().forEach(member -> load.put(member, 0));
            holders = holders(members);
            followed = followed(members);
        }

        void place(TopicPartition place, int count) {
            Map<Integer, String> owners = followed.getOrDefault(count, Map.of());
            @Nullable String holder = owners.isEmpty() ? null : holders.get(place);
            @Nullable String member = owners.getOrDefault(place.partition(), holder);
            if (member == null) {
                unfollowed.add(place);
            } else {
                give(place, member);
            }
        }

        private void give(TopicPartition place, String member) {
            load.merge(member, 1, Integer::sum);
            @Nullable String holder = holders.get(place);
            if (holder == null || holder.equals(member)) {
                given.getOrDefault(member, new ArrayList<>()).add(place);
            }
        }

        GroupAssignment result() {
            int total = unfollowed.size() + load.values().stream().mapToInt(i -> i).sum();
            int even = (total + load.size() - 1) / Math.max(1, load.size());
            for (TopicPartition place : unfollowed) {
                @Nullable String holder = holders.get(place);
                give(
                        place,
                        holder != null && load.getOrDefault(holder, 0) < even
                                ? holder
                                : leastLoaded());
            }
            Map<String, Assignment> assignments = new HashMap<>();
            given.forEach((member, places) -> assignments.put(member, new Assignment(places)));
            return new GroupAssignment(assignments);
        }

        private String leastLoaded() {
            return load.entrySet().stream()
                    .min(Comparator.comparingInt(Map.Entry::getValue))
                    .orElseThrow()
                    .getKey();
        }

        /** Where two claim a partition, one of them has missed a rebalance. */
        private static Map<TopicPartition, String> holders(Map<String, Subscription> members) {
            Map<TopicPartition, String> holders = new HashMap<>();
            members.entrySet().stream()
                    .sorted(Comparator.comparingInt(entry -> generation(entry.getValue())))
                    .forEach(entry ->
                            entry.getValue()
                                    .ownedPartitions()
                                    .forEach(place -> holders.put(place, entry.getKey())));
            return holders;
        }

        private static int generation(Subscription member) {
            return member.generationId().orElse(-1);
        }

        /**
         * The owner of each partition of {@code deliveries}, by the partition count of that topic.
         */
        private static Map<Integer, Map<Integer, String>> followed(
                Map<String, Subscription> members) {
            Map<Integer, Map<Integer, String>> followed = new HashMap<>();
            new TreeMap<>(members)
                    .forEach((member, subscription) ->
                            Optional.ofNullable(subscription.userData())
                                    .flatMap(OwnedPartitions::read)
                                    .ifPresent(told ->
                                            told.owned()
                                                    .forEach(number ->
                                                            followed.computeIfAbsent(
                                                                            told.count(),
                                                                            _ -> new HashMap<>())
                                                                    .put(number, member))));
            return followed;
        }
    }
}
