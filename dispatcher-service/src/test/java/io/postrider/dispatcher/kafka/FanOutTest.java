package io.postrider.dispatcher.kafka;

import static io.postrider.dispatcher.SubscriptionBuilder.aSubscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.dispatcher.dispatch.Dispatcher;
import io.postrider.dispatcher.dispatch.Dispatcher.Limits;
import io.postrider.dispatcher.matching.SubscriptionIndex;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.retry.RetryLadder;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.model.wire.InvalidRecordCodec;
import io.postrider.runtime.kafka.WireRecords;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What is written of an event, with the producer that Kafka ships for tests. */
class FanOutTest {

    private static final byte[] EVENT =
            "{\"id\":\"1\",\"type\":\"t\",\"data\":[%s1]}"
                    .formatted("1e20,".repeat(100))
                    .getBytes(StandardCharsets.UTF_8);

    private final SubscriptionIndex index = new SubscriptionIndex();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final ResumePoints resumePoints = new ResumePoints(new MockConsumer<>("earliest"));
    private final FanOut fanOut =
            new FanOut(
                    new FanOutSettings(
                            new TopicLayout(
                                    "t.", 1, Map.of(), Map.of(), 1024, RetryLadder.STANDARD),
                            "one",
                            100,
                            2,
                            1_000_000,
                            Duration.ofSeconds(15)),
                    new Dispatcher(
                            index,
                            new BodyRenderer(FormatCatalog.shipped()),
                            new Limits(1024, 1500)),
                    InstantSource.fixed(Instant.EPOCH),
                    producer);

    private FanOut.Written write() {
        producer.clear();
        FanOut.Written written =
                fanOut.write(
                        List.of(new ConsumerRecord<>("t.events", 0, 7, new byte[0], EVENT)),
                        resumePoints);
        resumePoints.committed(written.offsets());
        return written;
    }

    private List<String> written() {
        return producer.history().stream().map(FanOutTest::described).toList();
    }

    private static String described(ProducerRecord<byte[], byte[]> record) {
        return record.topic().equals("t.deliveries")
                ? new String(record.key(), StandardCharsets.UTF_8)
                : WireRecords.of(record).header(InvalidRecordCodec.REASON).orElseThrow();
    }

    /** As one of the formats prints it, the event is too large. */
    @Test
    void eachThatIsLeftOutIsNamedOnceThoughTheEventTakesSeveralTransactions() {
        for (String large : List.of("wh_b", "wh_d", "wh_f")) {
            index.put(aSubscription(large).in("ecocast").snapshot(), 5);
        }
        for (String small : List.of("wh_a", "wh_c", "wh_e")) {
            index.put(aSubscription(small).snapshot(), 5);
        }

        FanOut.Written first = write();
        assertThat(first.records()).isZero();
        assertThat(first.tally()).isEqualTo(new Tally(0, 2, 0, 1, 1, first.tally().bytes()));
        assertThat(written())
                .satisfiesExactly(
                        record -> assertThat(record).isEqualTo("wh_a"),
                        record -> assertThat(record).isEqualTo("wh_c"),
                        record -> assertThat(record).startsWith("not for wh_b: the event makes"));

        FanOut.Written second = write();
        assertThat(second.records()).isEqualTo(1);
        assertThat(second.tally()).isEqualTo(new Tally(1, 1, 0, 2, 1, second.tally().bytes()));
        assertThat(written())
                .satisfiesExactly(
                        record -> assertThat(record).isEqualTo("wh_e"),
                        record ->
                                assertThat(record)
                                        .startsWith("not for wh_d, wh_f: the event makes"));
    }
}
