package io.postrider.worker.kafka;

import io.postrider.model.RecordPosition;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.InvalidRecordCodec;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.WireRecords;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;

import java.time.Clock;

/**
 * What becomes of records that are larger than Kafka allows: they are cut and laid aside.
 *
 * @param topic where they rest
 */
record Oversized(String topic, Clock clock) {

    private static final RecordPosition NOWHERE = new RecordPosition(0, 0);

    /** Whether it is one; what is laid aside already is cut, and so is none. */
    boolean is(ProducerRecord<byte[], byte[]> record, Exception fault) {
        return fault instanceof RecordTooLargeException && !record.topic().equals(topic);
    }

    /** The record as it is laid aside, with the reason. */
    ProducerRecord<byte[], byte[]> aside(ProducerRecord<byte[], byte[]> record, Exception fault) {
        WireRecord wire = WireRecords.of(record);
        return WireRecords.to(
                topic,
                InvalidRecordCodec.encode(
                        wire,
                        record.topic() + " does not take it: " + fault.getMessage(),
                        record.topic(),
                        eventPosition(wire),
                        clock.instant()));
    }

    /** It never got a place of its own; its event has one. */
    private static RecordPosition eventPosition(WireRecord wire) {
        try {
            return DeliveryCodec.decode(wire).event().position();
        } catch (MalformedRecordException _) {
            return NOWHERE;
        }
    }
}
