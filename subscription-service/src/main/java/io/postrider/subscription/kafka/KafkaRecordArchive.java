package io.postrider.subscription.kafka;

import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.KafkaClients;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.subscription.history.RecordArchive;
import io.postrider.subscription.history.RecordPlace;
import io.postrider.subscription.quota.Party;
import io.postrider.subscription.quota.SharedSlots;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one record at its offset, with a consumer that lives no longer. */
public final class KafkaRecordArchive implements RecordArchive {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_A_TIME = 8;
    private static final String AWAY = "Kafka does not answer; try again shortly";

    private final KafkaClients clients;
    private final TopicLayout layout;
    private final ReadTurns turns;

    public KafkaRecordArchive(KafkaClients clients, TopicLayout layout, Party.Source parties) {
        this.clients = clients;
        this.layout = layout;
        this.turns = new ReadTurns(AT_A_TIME, parties, PATIENCE, AWAY);
    }

    @Override
    public Optional<WireRecord> read(RecordPlace place) {
        try (SharedSlots.Slot _ = turns.take();
                KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return read(consumer, place);
        } catch (OffsetOutOfRangeException _) {
            return Optional.empty();
        } catch (KafkaException e) {
            throw RefusedException.unavailable(AWAY, e);
        }
    }

    @Override
    public Map<RecordPlace, WireRecord> readAll(Set<RecordPlace> places) {
        try (SharedSlots.Slot _ = turns.take();
                KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return new RecordSearch(consumer, layout, places).run(PATIENCE);
        } catch (TimeoutException _) {
            throw new RefusedException(new Refusal.Unavailable(AWAY));
        } catch (KafkaException e) {
            throw RefusedException.unavailable(AWAY, e);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return clients.consumer(
                Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "postrider-archive",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        64 * 1024,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        Math.toIntExact(PATIENCE.toMillis())));
    }

    private Optional<WireRecord> read(KafkaConsumer<byte[], byte[]> consumer, RecordPlace place) {
        long offset = place.position().offset();
        TopicPartition partition =
                new TopicPartition(layout.name(place.topic()), place.position().partition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long left = PATIENCE.toNanos();
        while (left > 0) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofNanos(left))) {
                return Optional.of(record)
                        .filter(found -> found.offset() == offset)
                        .map(WireRecords::of);
            }
            if (consumer.position(partition) > offset) {
                return Optional.empty();
            }
            left = deadline - System.nanoTime();
        }
        throw new RefusedException(new Refusal.Unavailable(AWAY));
    }
}
