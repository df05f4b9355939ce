package io.postrider.runtime.kafka;

import io.postrider.model.Payload;
import io.postrider.model.RecordPosition;
import io.postrider.model.wire.WireHeader;
import io.postrider.model.wire.WireRecord;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records between Kafka's form and the model's. */
public final class WireRecords {

    private static final int ROOM_FOR_HEADERS = 16;

    private WireRecords() {}

    public static WireRecord of(ConsumerRecord<byte[], byte[]> record) {
        return of(record.key(), record.headers(), record.value());
    }

    public static WireRecord of(ProducerRecord<byte[], byte[]> record) {
        return of(record.key(), record.headers(), record.value());
    }

    private static WireRecord of(
            byte @Nullable [] key, Headers kafkaHeaders, byte @Nullable [] value) {
        List<WireHeader> headers = new ArrayList<>(ROOM_FOR_HEADERS);
        for (Header header : kafkaHeaders) {
            byte[] text = header.value();
            if (text != null) {
                headers.add(new WireHeader(header.key(), text));
            }
        }
        return new WireRecord(
                Optional.ofNullable(key).map(Payload::of),
                headers,
                Optional.ofNullable(value).map(Payload::of));
    }

    public static RecordPosition position(ConsumerRecord<byte[], byte[]> record) {
        return new RecordPosition(record.partition(), record.offset());
    }

    public static ProducerRecord<byte[], byte[]> to(String topic, WireRecord record) {
        List<Header> headers = new ArrayList<>(record.headers().size());
        for (WireHeader header : record.headers()) {
            headers.add(new RecordHeader(header.name(), header.value()));
        }
        return new ProducerRecord<>(
                topic,
                null,
                record.key().map(Payload::bytes).orElse(null),
                record.value().map(Payload::bytes).orElse(null),
                headers);
    }
}
