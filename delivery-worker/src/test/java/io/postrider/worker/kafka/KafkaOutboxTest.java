package io.postrider.worker.kafka;

import static io.postrider.worker.Fixtures.NOW;
import static io.postrider.worker.Fixtures.aDelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.model.Delivery;
import io.postrider.model.ParkReason;
import io.postrider.model.Progress;
import io.postrider.model.RetryWait;
import io.postrider.model.retry.RetryLadder;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.testing.SettableClock;
import io.postrider.worker.retry.ReleaseRule;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class KafkaOutboxTest {

    private final SettableClock clock = SettableClock.at(NOW);
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final AckedProducer producer =
            new AckedProducer(() -> kafka, new Oversized("events.invalid", clock));
    private final KafkaOutbox outbox =
            new KafkaOutbox(
                    producer,
                    new TopicLayout("", 1, Map.of(), Map.of(), 1024 * 1024, RetryLadder.STANDARD),
                    new ReleaseRule(RetryLadder.STANDARD),
                    clock);

    @BeforeEach
    void start() {
        producer.start();
    }

    @AfterEach
    void stop() {
        producer.stop();
    }

    /** It makes no hops, and it is neither counted as parked nor called back. */
    @Test
    void aSafetyCopyWaitsInOneTierAndIsNotParked() {
        RetryWait parked = new RetryWait(NOW.minusSeconds(60), NOW.minusSeconds(44));
        Delivery delivery =
                aDelivery().withProgress(Progress.NEW.parked(ParkReason.LANE_FULL, parked));
        var kept = outbox.keep(delivery, "w-1", Duration.ofSeconds(11)).toCompletableFuture();
        await().until(kept::isDone);

        ProducerRecord<byte[], byte[]> record = kafka.history().getFirst();
        assertThat(record.topic()).isEqualTo("retry.16s");
        assertThat(record.headers().lastHeader(DeliveryCodec.SAFETY_COPY).value())
                .asString()
                .isEqualTo("w-1");
        Progress progress = DeliveryCodec.decode(WireRecords.of(consumed(record))).progress();
        assertThat(progress)
                .isEqualTo(Progress.NEW.waiting(new RetryWait(NOW, NOW.plusSeconds(16))));
    }

    private static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> sent) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(record.headers()::add);
        return record;
    }
}
