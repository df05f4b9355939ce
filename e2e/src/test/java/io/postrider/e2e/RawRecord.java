package io.postrider.e2e;

import io.postrider.model.Payload;
import io.postrider.model.wire.WireHeader;
import io.postrider.model.wire.WireRecord;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A record as anybody may write it. */
@SuppressWarnings("ArrayRecordComponent") // records are written, never compared
record RawRecord(byte @Nullable [] key, List<RawHeader> headers, byte @Nullable [] value) {

    /** Kafka knows headers without a value. */
    @SuppressWarnings("ArrayRecordComponent") // as above
    record RawHeader(String name, byte @Nullable [] value) {}

    static RawRecord of(ConsumerRecord<byte[], byte[]> record) {
        List<RawHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new RawHeader(header.key(), header.value()));
        }
        return new RawRecord(record.key(), headers, record.value());
    }

    RawRecord withKey(byte @Nullable [] other) {
        return new RawRecord(other, headers, value);
    }

    RawRecord withHeaders(List<RawHeader> others) {
        return new RawRecord(key, List.copyOf(others), value);
    }

    RawRecord withValue(byte @Nullable [] other) {
        return new RawRecord(key, headers, other);
    }

    ProducerRecord<byte[], byte[]> to(String topic, @Nullable Integer partition) {
        List<Header> all = new ArrayList<>();
        headers.forEach(header -> all.add(new RecordHeader(header.name(), header.value())));
        return new ProducerRecord<>(topic, partition, key, value, all);
    }

    /** As Postrider's own readers get it. */
    WireRecord wire() {
        List<WireHeader> all = new ArrayList<>();
        for (RawHeader header : headers) {
            byte[] text = header.value();
            if (text != null) {
                all.add(new WireHeader(header.name(), text));
            }
        }
        return new WireRecord(
                Optional.ofNullable(key).map(Payload::of),
                all,
                Optional.ofNullable(value).map(Payload::of));
    }
}
