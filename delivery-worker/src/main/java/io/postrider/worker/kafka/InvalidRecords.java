package io.postrider.worker.kafka;

import io.postrider.model.wire.InvalidRecordCodec;
import io.postrider.runtime.kafka.WireRecords;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.concurrent.CompletionStage;

/** Lays aside what cannot be read, with the reason. */
public final class InvalidRecords {

    private static final Logger log = LoggerFactory.getLogger(InvalidRecords.class);

    private final AckedProducer producer;
    private final String topic;
    private final Clock clock;
    private final Runnable counter;

    public InvalidRecords(AckedProducer producer, String topic, Clock clock, Runnable counter) {
        this.producer = producer;
        this.topic = topic;
        this.clock = clock;
        this.counter = counter;
    }

    CompletionStage<Void> layAside(ConsumerRecord<byte[], byte[]> record, String reason) {
        counter.run();
        log.warn(
                "unreadable record in {} at {}: {}",
                record.topic(),
                WireRecords.position(record),
                reason);
        return producer.send(
                WireRecords.to(
                        topic,
                        InvalidRecordCodec.encode(
                                WireRecords.of(record),
                                reason,
                                record.topic(),
                                WireRecords.position(record),
                                clock.instant())));
    }
}
