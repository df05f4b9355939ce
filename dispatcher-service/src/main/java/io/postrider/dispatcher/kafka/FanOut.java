package io.postrider.dispatcher.kafka;

import io.postrider.dispatcher.dispatch.Dispatch.FannedOut;
import io.postrider.dispatcher.dispatch.Dispatch.Invalid;
import io.postrider.dispatcher.dispatch.Dispatcher;
import io.postrider.dispatcher.dispatch.Dispatcher.Incoming;
import io.postrider.dispatcher.dispatch.LeftOut;
import io.postrider.dispatcher.dispatch.Made;
import io.postrider.model.Delivery;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.RecordPosition;
import io.postrider.model.SubscriptionId;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.InvalidRecordCodec;
import io.postrider.model.wire.WireRecord;
import io.postrider.runtime.kafka.WireRecords;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    private final TooLarge tooLarge = new TooLarge();

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

    /** A record of the run. */
    private record Source(
            ConsumerRecord<byte[], byte[]> record,
            WireRecord wire,
            RecordPosition position,
            Instant now) {

        static Source of(ConsumerRecord<byte[], byte[]> record, Instant now) {
            return new Source(record, WireRecords.of(record), WireRecords.position(record), now);
        }

        Instant writtenAt() {
            return record.timestamp() < 0 ? now : Instant.ofEpochMilli(record.timestamp());
        }
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
                            && !tooLarge.isSuspect(WireRecords.position(record)));
        }

        private boolean isFull() {
            return settings.isFull(tally);
        }

        /** Returns whether all that becomes of the record had room. */
        boolean write(ConsumerRecord<byte[], byte[]> record) {
            Source source = Source.of(record, clock.instant());
            ofSuspect = tooLarge.isSuspect(source.position());
            Incoming incoming =
                    new Incoming(
                            source.wire(),
                            source.position(),
                            source.writtenAt(),
                            resumePoints.after(record));
            return switch (dispatcher.dispatch(incoming, source.now())) {
                case FannedOut made -> write(source, tooLarge.without(source.position(), made));
                case Invalid(var reason) -> {
                    setAside(source, reason);
                    tally = tally.plusInvalid();
                    commit(record, ResumePoint.behind(record));
                    yield true;
                }
            };
        }

        private boolean write(Source source, FannedOut event) {
            List<LeftOut> leftOut = new ArrayList<>();
            @Nullable SubscriptionId last = null;
            for (SubscriptionRef subscription : event.matches()) {
                if (last != null && isFull()) {
                    leftOut.addAll(event.undecidedUpTo(last));
                    leaveOut(source, leftOut);
                    commit(source.record(), ResumePoint.within(source.record(), last));
                    return false;
                }
                switch (event.maker().apply(subscription)) {
                    case Made.Ready(Delivery delivery) -> send(delivery, source.position());
                    case LeftOut left -> leftOut.add(left);
                }
                last = subscription.id();
            }
            leftOut.addAll(event.undecided());
            leaveOut(source, leftOut);
            tally = tally.plusEvent();
            commit(source.record(), ResumePoint.behind(source.record()));
            return true;
        }

        private void send(Delivery delivery, RecordPosition event) {
            send(settings.deliveries(), DeliveryCodec.encode(delivery), event);
            tally = tally.plusDelivery(delivery.body().length(), delivery.rendered());
        }

        private void leaveOut(Source source, List<LeftOut> leftOut) {
            if (!leftOut.isEmpty()) {
                setAside(source, LeftOut.describe(leftOut));
                tally = tally.plusLeftOut(leftOut.size());
            }
        }

        private void setAside(Source source, String reason) {
            send(
                    settings.invalid(),
                    InvalidRecordCodec.encode(
                            source.wire(),
                            reason,
                            source.record().topic(),
                            source.position(),
                            source.now()),
                    source.position());
        }

        /**
         * A failed send also fails the transaction, so only what it says of the record counts here.
         */
        private void send(String topic, WireRecord wire, RecordPosition event) {
            boolean alone = ofSuspect;
            var _ =
                    producer.send(
                            WireRecords.to(topic, wire),
                            (_, fault) -> {
                                if (fault instanceof RecordTooLargeException) {
                                    tooLarge.found(
                                            event,
                                            alone,
                                            topic + " did not take it: " + fault.getMessage());
                                }
                            });
        }

        private void commit(ConsumerRecord<byte[], byte[]> record, OffsetAndMetadata next) {
            offsets.put(new TopicPartition(record.topic(), record.partition()), next);
        }
    }

    /** The transaction that held them is committed. */
    void forget(List<ConsumerRecord<byte[], byte[]>> records) {
        if (!tooLarge.isEmpty()) {
            records.forEach(record -> tooLarge.forget(WireRecords.position(record)));
        }
    }
}
