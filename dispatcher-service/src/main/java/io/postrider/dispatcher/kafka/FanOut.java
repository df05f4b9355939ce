package io.postrider.dispatcher.kafka;

import io.postrider.dispatcher.dispatch.Dispatch;
import io.postrider.dispatcher.dispatch.Dispatch.FannedOut;
import io.postrider.dispatcher.dispatch.Dispatch.Invalid;
import io.postrider.dispatcher.dispatch.Dispatcher;
import io.postrider.dispatcher.dispatch.Dispatcher.Incoming;
import io.postrider.model.RecordPosition;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.InvalidRecordCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.WireRecords;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes what becomes of a run of records into the producer's open transaction. */
final class FanOut {

    /**
     * What was written.
     *
     * @param records of the run, from its start, that are in the transaction
     * @param offsets to be committed with it
     */
    record Written(int records, Map<TopicPartition, OffsetAndMetadata> offsets, Tally tally) {}

    private final FanOutSettings settings;
    private final Dispatcher dispatcher;
    private final InstantSource clock;
    private final Producer<byte[], byte[]> producer;

    /**
     * Events whose deliveries the broker would not take, so that they do not come back for ever.
     */
    private final Map<RecordPosition, String> refused = new ConcurrentHashMap<>();

    FanOut(
            FanOutSettings settings,
            Dispatcher dispatcher,
            InstantSource clock,
            Producer<byte[], byte[]> producer) {
        this.settings = settings;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.producer = producer;
    }

    /** Writes records from the start of the run until the transaction is full. */
    Written write(List<ConsumerRecord<byte[], byte[]>> run) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        Tally tally = Tally.NONE;
        int count = 0;
        while (count < run.size() && !settings.isFull(tally)) {
            ConsumerRecord<byte[], byte[]> record = run.get(count++);
            tally = tally.plus(write(record));
            offsets.put(
                    new TopicPartition(record.topic(), record.partition()),
                    new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
        }
        return new Written(count, offsets, tally);
    }

    private Dispatch write(ConsumerRecord<byte[], byte[]> record) {
        Instant now = clock.instant();
        WireRecord wire = WireRecords.of(record);
        RecordPosition position = WireRecords.position(record);
        Instant writtenAt = record.timestamp() < 0 ? now : Instant.ofEpochMilli(record.timestamp());
        String refusal = refused.get(position);
        Dispatch dispatch =
                refusal == null
                        ? dispatcher.dispatch(new Incoming(wire, position, writtenAt), now)
                        : new Invalid(refusal);
        switch (dispatch) {
            case FannedOut(var deliveries) ->
                    deliveries.forEach(delivery ->
                            send(settings.deliveries(), DeliveryCodec.encode(delivery), position));
            case Invalid(var reason) ->
                    send(
                            settings.invalid(),
                            InvalidRecordCodec.encode(wire, reason, record.topic(), position, now),
                            position);
        }
        return dispatch;
    }

    /** A failed send also fails the transaction, so only what it says of the record counts here. */
    private void send(String topic, WireRecord wire, RecordPosition source) {
        var _ =
                producer.send(
                        WireRecords.to(topic, wire),
                        (_, fault) -> {
                            if (fault instanceof RecordTooLargeException) {
                                refused.put(
                                        source, topic + " did not take it: " + fault.getMessage());
                            }
                        });
    }

    /** The transaction that held them is committed. */
    void forget(List<ConsumerRecord<byte[], byte[]>> records) {
        if (!refused.isEmpty()) {
            records.forEach(record -> refused.remove(WireRecords.position(record)));
        }
    }
}
