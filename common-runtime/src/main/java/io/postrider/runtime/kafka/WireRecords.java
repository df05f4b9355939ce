package io.postrider.runtime.kafka;

import io.postrider.model.Payload;
import io.postrider.model.RecordPosition;
import io.postrider.model.wire.WireHeader;
import io.postrider.model.wire.WireRecord;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records between Kafka's form and the model's. */
public final class WireRecords {

    private WireRecords() {}

    public static WireRecord of(ConsumerRecord<byte[], byte[]> record) {
        List<WireHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.add(new WireHeader(header.key(), header.value()));
            }
        }
        return new WireRecord(
                Optional.ofNullable(record.key()).map(Payload::of),
                headers,
                Optional.ofNullable(record.value()).map(Payload::of));
    }

    public static RecordPosition position(ConsumerRecord<byte[], byte[]> record) {
        return new RecordPosition(record.partition(), record.offset());
    }

    public static ProducerRecord<byte[], byte[]> to(String topic, WireRecord record) {
        RecordHeaders headers = new RecordHeaders();
        record.headers().forEach(header -> headers.add(header.name(), header.value()));
        return new ProducerRecord<>(
                topic,
                null,
                record.key().map(Payload::bytes).orElse(null),
                record.value().map(Payload::bytes).orElse(null),
                headers);
    }
}
