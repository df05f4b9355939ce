package io.postrider.subscription.kafka;

import io.postrider.model.topic.TopicLayout;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.subscription.pipeline.Lags;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Compares what the groups have committed with the ends of the topics, once in a few seconds. */
public final class KafkaLags implements Lags, AutoCloseable {

    private static final Duration GOOD_FOR = Duration.ofSeconds(3);
    private static final int PATIENCE_MILLIS = 4_000;

    private final KafkaClients clients;
    private final TopicLayout layout;
    private final InstantSource clock;
    private final List<StageRead> reads;
    private @Nullable Admin admin;
    private @Nullable Reading last;

    public KafkaLags(KafkaClients clients, TopicLayout layout, InstantSource clock) {
        this.clients = clients;
        this.layout = layout;
        this.clock = clock;
        this.reads = StageRead.all(layout);
    }

    /** One caller asks Kafka, and those that come meanwhile get its answer. */
    @Override
    public synchronized Reading read() {
        Instant now = clock.instant();
        Reading known = last;
        if (known == null || known.at().plus(GOOD_FOR).isBefore(now)) {
            known = ask();
            last = known;
        }
        return known;
    }

    private Reading ask() {
        try {
            List<Lag> lags = lags();
            return new Reading(clock.instant(), Optional.empty(), lags);
        } catch (ExecutionException e) {
            return trouble(String.valueOf(e.getCause()));
        } catch (TimeoutException _) {
            return trouble("Kafka does not answer");
        } catch (KafkaException e) {
            return trouble(String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return trouble("Postrider is shutting down");
        }
    }

    private Reading trouble(String why) {
        return new Reading(clock.instant(), Optional.of(why), List.of());
    }

    private Admin admin() {
        Admin open = admin == null ? clients.admin() : admin;
        admin = open;
        return open;
    }

    private List<Lag> lags() throws InterruptedException, ExecutionException, TimeoutException {
        List<TopicPartition> partitions = partitions();
        Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        Map<Stage, Map<TopicPartition, OffsetAndMetadata>> committed = new HashMap<>();
        for (Stage stage : Stage.values()) {
            committed.put(stage, committed(stage));
        }
        List<Lag> lags = new ArrayList<>();
        for (StageRead read : reads) {
            Map<TopicPartition, OffsetAndMetadata> done =
                    committed.getOrDefault(read.stage(), Map.of());
            long records =
                    partitions.stream()
                            .filter(place -> place.topic().equals(read.topic()))
                            .mapToLong(place ->
                                    left(
                                            done.get(place),
                                            starts.getOrDefault(place, 0L),
                                            ends.getOrDefault(place, 0L)))
                            .sum();
            lags.add(new Lag(read.stage(), read.topic(), read.tier(), records));
        }
        return lags;
    }

    /** What was deleted is not to be read any more. */
    private static long left(@Nullable OffsetAndMetadata done, long start, long end) {
        return Math.max(0, end - (done == null ? start : Math.max(done.offset(), start)));
    }

    private List<TopicPartition> partitions()
            throws InterruptedException, ExecutionException, TimeoutException {
        List<String> topics = reads.stream().map(StageRead::topic).distinct().toList();
        Map<String, TopicDescription> found =
                get(
                        admin().describeTopics(
                                        topics,
                                        new DescribeTopicsOptions().timeoutMs(PATIENCE_MILLIS))
                                .allTopicNames());
        return found.values().stream()
                .flatMap(topic ->
                        topic.partitions().stream()
                                .map(it -> new TopicPartition(topic.name(), it.partition())))
                .toList();
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, ListOffsetsResultInfo> found =
                get(
                        admin().listOffsets(
                                        partitions.stream()
                                                .collect(Collectors.toMap(it -> it, _ -> which)),
                                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)
                                                .timeoutMs(PATIENCE_MILLIS))
                                .all());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((place, info) -> offsets.put(place, info.offset()));
        return offsets;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(Stage stage)
            throws InterruptedException, ExecutionException, TimeoutException {
        return get(
                admin().listConsumerGroupOffsets(
                                layout.prefix() + stage.code(),
                                new ListConsumerGroupOffsetsOptions().timeoutMs(PATIENCE_MILLIS))
                        .partitionsToOffsetAndMetadata());
    }

    private static <T> T get(KafkaFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
