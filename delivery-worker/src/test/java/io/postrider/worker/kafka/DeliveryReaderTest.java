package io.postrider.worker.kafka;

import static io.postrider.worker.Fixtures.NOW;
import static io.postrider.worker.Fixtures.aDelivery;
import static io.postrider.worker.Fixtures.aSubscriptionId;
import static io.postrider.worker.Fixtures.anEvent;
import static io.postrider.worker.Fixtures.holding;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.FormatName;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.testing.SettableClock;
import io.postrider.worker.delivery.LongAttemptLimits;
import io.postrider.worker.delivery.SafetyCopies;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

class DeliveryReaderTest {

    private static final int LARGEST = 300;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final AckedProducer producer =
            new AckedProducer(
                    () ->
                            new MockProducer<>(
                                    true,
                                    null,
                                    new ByteArraySerializer(),
                                    new ByteArraySerializer()),
                    new Oversized("invalid", SettableClock.at(NOW)));
    private final SafetyCopies copies =
            new SafetyCopies(
                    "w",
                    new LongAttemptLimits(Duration.ofSeconds(2), 10, 1_000),
                    SettableClock.at(NOW));
    private final KeptCopies kept = new KeptCopies();
    private final DeliveryReader reader =
            new DeliveryReader(
                    new BodyRenderer(FormatCatalog.shipped()),
                    LARGEST,
                    new InvalidRecords(producer, "invalid", SettableClock.at(NOW), () -> {}),
                    new ReturnedCopies(copies, kept));

    private Optional<Delivery> read(Delivery delivery) {
        return read(DeliveryCodec.encode(delivery));
    }

    private Optional<Delivery> read(WireRecord wire) {
        var record = new ConsumerRecord<byte[], byte[]>("deliveries", 0, 0, null, null);
        wire.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        return reader.read(
                new ConsumerRecord<>(
                        "deliveries",
                        0,
                        0,
                        ConsumerRecord.NO_TIMESTAMP,
                        record.timestampType(),
                        0,
                        0,
                        wire.key().orElseThrow().bytes(),
                        wire.value().orElseThrow().bytes(),
                        record.headers(),
                        Optional.empty()),
                new RecordClaim(
                        new Assignment(consumer),
                        new AssignedPartition(new TopicPartition("deliveries", 0), null),
                        0,
                        0));
    }

    private static Delivery waiting(String format, String data) {
        return holding(
                anEvent(data), new SubscriptionRef(aSubscriptionId(), 0, new FormatName(format)));
    }

    @Test
    void readsADeliveryAsItIs() {
        Delivery delivery = aDelivery();

        assertThat(read(delivery).orElseThrow().body()).isEqualTo(delivery.body());
    }

    @Test
    void makesTheBodyOfOneThatHoldsItsEvent() {
        Delivery made = read(waiting("clip", "{\"n\":1.0}")).orElseThrow();

        assertThat(made.rendered()).isTrue();
        assertThat(made.body().text())
                .isEqualTo(
                        """
                        {"event":"order.created","timestamp":"2026-03-01T12:00:00Z",\
                        "data":{"n":1}}\
                        """);
    }

    @Test
    void oneThatNoBodyCanBeMadeOfGoesOnHoldingItsEvent() {
        for (Delivery waiting :
                new Delivery[] {
                    waiting("unheard-of", "{}"), waiting("envoyou", "[" + "1e20,".repeat(20) + "1]")
                }) {
            Delivery read = read(waiting).orElseThrow();

            assertThat(read.rendered()).isFalse();
            assertThat(read.body()).isEqualTo(waiting.body());
        }
    }

    @Test
    void aSafetyCopyOfAnAttemptUnderWayIsNoDelivery() {
        String copy = copies.add(2).orElseThrow().id();
        WireRecord record = DeliveryCodec.encodeSafetyCopy(aDelivery(), copy);
        assertThat(read(record)).isEmpty();
        assertThat(kept.ids).as("it waits on").containsExactly(copy);
    }

    @Test
    void aSafetyCopyOfAnotherWorkerIsADelivery() {
        Delivery delivery = aDelivery();

        assertThat(read(DeliveryCodec.encodeSafetyCopy(delivery, "another-1")))
                .map(Delivery::id)
                .contains(delivery.id());
    }
}
