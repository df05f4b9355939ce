package io.postrider.worker.kafka;

import static io.postrider.worker.Fixtures.NOW;
import static io.postrider.worker.Fixtures.aDelivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.testing.SettableClock;
import io.postrider.worker.delivery.LongAttemptLimits;
import io.postrider.worker.delivery.SafetyCopies;
import io.postrider.worker.delivery.SafetyCopies.Copy;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

class ReturnedCopiesTest {

    private final SafetyCopies copies =
            new SafetyCopies(
                    "w",
                    new LongAttemptLimits(Duration.ofSeconds(2), 10, 1_000),
                    SettableClock.at(NOW));
    private final KeptCopies kept = new KeptCopies();
    private final ReturnedCopies returned = new ReturnedCopies(copies, kept);
    private final Delivery delivery = aDelivery();
    private final Copy copy = copies.add(2).orElseThrow();

    private ConsumerRecord<byte[], byte[]> record(String id) {
        return record(DeliveryCodec.encodeSafetyCopy(delivery, id));
    }

    private static ConsumerRecord<byte[], byte[]> record(WireRecord wire) {
        ProducerRecord<byte[], byte[]> made = WireRecords.to("retry.16s", wire);
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("retry.16s", 0, 0, made.key(), made.value());
        made.headers().forEach(record.headers()::add);
        return record;
    }

    @Test
    void aDeliveryThatIsNoCopyIsToBeAttempted() {
        assertThat(returned.take(record(DeliveryCodec.encode(delivery)))).isEmpty();
    }

    @Test
    void theCopyOfAnotherWorkerIsToBeAttempted() {
        assertThat(returned.take(record("another-1"))).isEmpty();
        assertThat(returned.drop(record("another-1"))).isFalse();
    }

    @Test
    void theCopyOfAnAttemptThatIsOverIsDropped() {
        copy.over();

        Optional<CompletionStage<Void>> taken = returned.take(record(copy.id()));
        assertThat(taken.orElseThrow().toCompletableFuture()).isDone();
        assertThat(kept.ids).isEmpty();
        assertThat(copies.droppedCount()).isEqualTo(1);
    }

    @Test
    void theCopyOfAnAttemptUnderWayWaitsOn() {
        assertThat(returned.drop(record(copy.id()))).isFalse();
        Optional<CompletionStage<Void>> taken = returned.take(record(copy.id()));

        assertThat(kept.ids).containsExactly(copy.id());
        assertThat(kept.deliveries).extracting(Delivery::id).containsExactly(delivery.id());
        assertThat(copies.renewedCount()).isEqualTo(1);
        assertThat(taken.orElseThrow().toCompletableFuture()).isNotDone();
        kept.acknowledged.complete(null);
        assertThat(taken.orElseThrow().toCompletableFuture()).isDone();
    }

    @Test
    void aCopyThatCannotBeReadIsLeftToWhoeverReadsDeliveries() {
        ConsumerRecord<byte[], byte[]> record = record(copy.id());
        record.headers().remove("postrider-tenant");

        assertThat(returned.take(record)).isEmpty();
    }
}
