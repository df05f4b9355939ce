package io.postrider.dispatcher.kafka;

import io.postrider.dispatcher.dispatch.Dispatch;
import io.postrider.dispatcher.dispatch.Dispatch.FannedOut;
import io.postrider.dispatcher.dispatch.Dispatch.Invalid;
import io.postrider.dispatcher.dispatch.Dispatcher;
import io.postrider.dispatcher.dispatch.Dispatcher.Incoming;
import io.postrider.model.Delivery;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writes what becomes of a run of records into the producer's open transaction. */
final class FanOut {

    /**
     * What was written.
     *
     * @param records of the run, from its start, that are in the transaction as a whole; the one
     *     behind them may be there in part
     * @param offsets to be committed with it
     */
    record Written(int records, Map<TopicPartition, OffsetAndMetadata> offsets, Tally tally) {}

    private final FanOutSettings settings;
    private final Dispatcher dispatcher;
    private final InstantSource clock;
    private final Producer<byte[], byte[]> producer;

    /**
     * Events in whose transaction the broker found a record too large. Kafka's producer then says
     * so of all records that it had not sent yet, so each event gets a transaction of its own.
     */
    private final Set<RecordPosition> suspects = ConcurrentHashMap.newKeySet();

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

    /**
     * Writes records from the start of the run until the transaction is full. An event whose
     * deliveries do not fit is written in part, and its offset says how far.
     */
    Written write(List<ConsumerRecord<byte[], byte[]>> run, ResumePoints resumePoints) {
        Transaction transaction = new Transaction(resumePoints);
        int whole = 0;
        while (whole < run.size()
                && transaction.hasRoomFor(run.get(whole))
                && transaction.write(run.get(whole))) {
            whole++;
        }
        return new Written(whole, transaction.offsets, transaction.tally);
    }

    private final class Transaction {

        private final ResumePoints resumePoints;
        private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        private Tally tally = Tally.NONE;
        private boolean ofSuspect;

        Transaction(ResumePoints resumePoints) {
            this.resumePoints = resumePoints;
        }

        boolean hasRoomFor(ConsumerRecord<byte[], byte[]> record) {
            return offsets.isEmpty()
                    || (!isFull()
                            && !ofSuspect
                            && !suspects.contains(WireRecords.position(record)));
        }

        private boolean isFull() {
            return settings.isFull(tally);
        }

        /** Returns whether all that becomes of the record had room. */
        boolean write(ConsumerRecord<byte[], byte[]> record) {
            Instant now = clock.instant();
            WireRecord wire = WireRecords.of(record);
            ofSuspect = suspects.contains(WireRecords.position(record));
            return switch (dispatch(record, wire, now)) {
                case FannedOut(var deliveries) -> write(record, deliveries);
                case Invalid(var reason) -> {
                    RecordPosition position = WireRecords.position(record);
                    String topic = record.topic();
                    send(
                            settings.invalid(),
                            InvalidRecordCodec.encode(wire, reason, topic, position, now),
                            position);
                    tally = tally.plusInvalid();
                    commit(record, ResumePoint.behind(record));
                    yield true;
                }
            };
        }

        private Dispatch dispatch(
                ConsumerRecord<byte[], byte[]> record, WireRecord wire, Instant now) {
            RecordPosition position = WireRecords.position(record);
            String refusal = refused.get(position);
            if (refusal != null) {
                return new Invalid(refusal);
            }
            Instant writtenAt =
                    record.timestamp() < 0 ? now : Instant.ofEpochMilli(record.timestamp());
            return dispatcher.dispatch(
                    new Incoming(wire, position, writtenAt, resumePoints.after(record)), now);
        }

        private boolean write(ConsumerRecord<byte[], byte[]> record, List<Delivery> deliveries) {
            RecordPosition position = WireRecords.position(record);
            for (int written = 0; written < deliveries.size(); written++) {
                if (isFull()) {
                    Delivery last = deliveries.get(written - 1);
                    commit(record, ResumePoint.within(record, last.subscription().id()));
                    return false;
                }
                Delivery delivery = deliveries.get(written);
                send(settings.deliveries(), DeliveryCodec.encode(delivery), position);
                tally = tally.plusDelivery(delivery.body().length());
            }
            tally = tally.plusEvent();
            commit(record, ResumePoint.behind(record));
            return true;
        }

        /**
         * A failed send also fails the transaction, so only what it says of the record counts here.
         */
        private void send(String topic, WireRecord wire, RecordPosition source) {
            boolean alone = ofSuspect;
            var _ =
                    producer.send(
                            WireRecords.to(topic, wire),
                            (_, fault) -> {
                                if (fault instanceof RecordTooLargeException) {
                                    tooLarge(topic, source, alone, fault);
                                }
                            });
        }

        private void commit(ConsumerRecord<byte[], byte[]> record, OffsetAndMetadata next) {
            offsets.put(new TopicPartition(record.topic(), record.partition()), next);
        }
    }

    private void tooLarge(String topic, RecordPosition source, boolean alone, Exception fault) {
        if (alone) {
            refused.put(source, topic + " did not take it: " + fault.getMessage());
            suspects.remove(source);
        } else {
            suspects.add(source);
        }
    }

    /** The transaction that held them is committed. */
    void forget(List<ConsumerRecord<byte[], byte[]>> records) {
        if (!refused.isEmpty() || !suspects.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                RecordPosition position = WireRecords.position(record);
                refused.remove(position);
                suspects.remove(position);
            }
        }
    }
}
