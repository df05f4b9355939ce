package io.postrider.subscription.kafka;

import io.postrider.subscription.eventsearch.EventArchive;
import io.postrider.subscription.eventsearch.EventArchive.Filter;
import io.postrider.subscription.eventsearch.EventArchive.Found;
import io.postrider.subscription.eventsearch.EventArchive.Listed;
import io.postrider.subscription.kafka.BackwardTail.Seen;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks through all partitions at a time, from the latest record towards the first. */
final class EventScan {

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Filter filter;
    private final long deadline;
    private final List<Listed> found = new ArrayList<>();
    private Optional<Instant> searchedTo = Optional.empty();

    EventScan(Consumer<byte[], byte[]> consumer, String topic, Filter filter, Duration patience) {
        this.consumer = consumer;
        this.topic = topic;
        this.filter = filter;
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    /**
     * What is found.
     *
     * @throws TimeoutException when Kafka is too slow
     */
    Found run(Map<Integer, Long> before, int limit) {
        List<BackwardTail> tails = tails(before);
        int examined = 0;
        while (found.size() < limit && examined < EventArchive.MOST_EXAMINED) {
            readOn(tails);
            Optional<BackwardTail> latest =
                    tails.stream()
                            .filter(tail -> tail.latest().isPresent())
                            .max(Comparator.comparing(EventScan::writtenAt));
            if (latest.isEmpty()) {
                break;
            }
            Seen seen = latest.get().next();
            seen.event().ifPresent(found::add);
            searchedTo = Optional.of(seen.writtenAt());
            examined++;
        }
        Map<Integer, Long> next = new HashMap<>();
        if (!tails.stream().allMatch(BackwardTail::isDone)) {
            tails.forEach(tail -> next.put(tail.partition().partition(), tail.end()));
        }
        return new Found(found, next, searchedTo);
    }

    private static Instant writtenAt(BackwardTail tail) {
        return tail.latest().map(Seen::writtenAt).orElse(Instant.MIN);
    }

    private List<BackwardTail> tails(Map<Integer, Long> before) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndTimestamp> from = at(partitions, filter.from());
        Map<TopicPartition, OffsetAndTimestamp> to = at(partitions, filter.to());
        return partitions.stream()
                .map(partition -> {
                    long end = ends.getOrDefault(partition, 0L);
                    long least = first.getOrDefault(partition, 0L);
                    if (filter.from().isPresent()) {
                        least = Math.max(least, offset(from.get(partition), end));
                    }
                    if (filter.to().isPresent()) {
                        end = Math.min(end, offset(to.get(partition), end));
                    }
                    long wanted = before.getOrDefault(partition.partition(), end);
                    return new BackwardTail(partition, least, Math.min(end, wanted));
                })
                .toList();
    }

    private Map<TopicPartition, OffsetAndTimestamp> at(
            List<TopicPartition> partitions, Optional<Instant> time) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        time.ifPresent(instant ->
                partitions.forEach(it -> wanted.put(it, Math.max(0, instant.toEpochMilli()))));
        return wanted.isEmpty() ? Map.of() : consumer.offsetsForTimes(wanted);
    }

    /** Nothing was written since then where Kafka names no offset. */
    private static long offset(@Nullable OffsetAndTimestamp named, long end) {
        return named == null ? end : named.offset();
    }

    private void readOn(List<BackwardTail> tails) {
        Map<TopicPartition, BackwardTail> wanted = new HashMap<>();
        tails.stream()
                .filter(BackwardTail::isToBeRead)
                .forEach(tail -> wanted.put(tail.partition(), tail));
        if (wanted.isEmpty()) {
            return;
        }
        consumer.assign(wanted.keySet());
        // those whose last window was read stay paused in the new assignment
        consumer.resume(wanted.keySet());
        wanted.forEach((partition, tail) -> consumer.seek(partition, tail.windowStart()));
        while (!wanted.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new TimeoutException("Kafka was too slow");
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofNanos(left))) {
                BackwardTail tail =
                        wanted.get(new TopicPartition(record.topic(), record.partition()));
                if (tail != null) {
                    tail.take(seen(record));
                }
            }
            for (BackwardTail tail : List.copyOf(wanted.values())) {
                if (consumer.position(tail.partition()) >= tail.windowEnd()) {
                    tail.windowRead();
                    wanted.remove(tail.partition());
                    consumer.pause(List.of(tail.partition()));
                }
            }
        }
    }

    private Seen seen(ConsumerRecord<byte[], byte[]> record) {
        Instant writtenAt = Instant.ofEpochMilli(record.timestamp());
        return new Seen(
                record.offset(),
                writtenAt,
                KafkaEventArchive.event(record)
                        .filter(filter::takes)
                        .map(event -> KafkaEventArchive.listed(event, record)));
    }
}
