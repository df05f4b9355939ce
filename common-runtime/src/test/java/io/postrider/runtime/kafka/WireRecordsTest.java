package io.postrider.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Payload;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;
import io.postrider.model.wire.SubscriptionCodec;
import io.postrider.model.wire.WireHeader;
import io.postrider.model.wire.WireRecord;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class WireRecordsTest {

    private static final byte[] NOT_TEXT = {0, (byte) 0xff, (byte) 0xc3, 13, 10};

    static Stream<WireRecord> records() {
        return Stream.of(
                WireRecord.of("key", List.of(new WireHeader("a", "1")), Payload.of("value")),
                WireRecord.of(
                        "clé",
                        List.of(
                                new WireHeader("a", "1"),
                                new WireHeader("b", ""),
                                new WireHeader("a", NOT_TEXT)),
                        Payload.of(NOT_TEXT)),
                new WireRecord(Optional.empty(), List.of(), Optional.of(Payload.of(""))),
                SubscriptionCodec.tombstone(new SubscriptionId("wh_gone")),
                new WireRecord(Optional.empty(), List.of(), Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("records")
    void comesBackFromKafkasFormAsItWas(WireRecord record) {
        assertThat(WireRecords.of(received(WireRecords.to("topic", record)))).isEqualTo(record);
    }

    @Test
    void leavesThePartitionToTheKeyAndTheTimeToKafka() {
        ProducerRecord<byte[], byte[]> sent =
                WireRecords.to("topic", WireRecord.of("key", List.of(), Payload.of("value")));

        assertThat(sent.topic()).isEqualTo("topic");
        assertThat(sent.partition()).isNull();
        assertThat(sent.timestamp()).isNull();
    }

    @Test
    void passesOverAHeaderWithoutValue() {
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>("topic", NOT_TEXT);
        sent.headers().add("empty", null).add("a", "1".getBytes(StandardCharsets.UTF_8));

        assertThat(WireRecords.of(received(sent)).headers())
                .containsExactly(new WireHeader("a", "1"));
    }

    @Test
    void saysWhereARecordLies() {
        assertThat(WireRecords.position(received(new ProducerRecord<>("topic", NOT_TEXT))))
                .isEqualTo(new RecordPosition(3, 17));
    }

    private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                3,
                17,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                new RecordHeaders(sent.headers()),
                Optional.empty());
    }
}
