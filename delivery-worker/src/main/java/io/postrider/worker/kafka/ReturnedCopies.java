package io.postrider.worker.kafka;

import io.postrider.model.Delivery;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.runtime.kafka.WireRecords;
import io.postrider.worker.delivery.Outbox;
import io.postrider.worker.delivery.SafetyCopies;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Safety copies that come back to the worker that wrote them. One whose attempt is over is dropped,
 * one whose attempt is still under way waits on. Copies of other workers are deliveries like any
 * other.
 */
public final class ReturnedCopies {

    /** Until a copy whose attempt is still under way comes again. */
    private static final Duration NEXT_WAIT = Duration.ofSeconds(4);

    private final SafetyCopies copies;
    private final Outbox outbox;

    public ReturnedCopies(SafetyCopies copies, Outbox outbox) {
        this.copies = copies;
        this.outbox = outbox;
    }

    /** Drops the copy of an attempt that is over; says whether it did. */
    boolean drop(ConsumerRecord<byte[], byte[]> record) {
        return id(record).filter(copies::drop).isPresent();
    }

    /**
     * Drops the copy or lets it wait on.
     *
     * @return completes when the record is done with; empty when it is to be attempted
     */
    Optional<CompletionStage<Void>> take(ConsumerRecord<byte[], byte[]> record) {
        return id(record)
                .flatMap(id ->
                        copies.drop(id)
                                ? Optional.of(CompletableFuture.completedFuture(null))
                                : waitOn(record, id));
    }

    private Optional<CompletionStage<Void>> waitOn(
            ConsumerRecord<byte[], byte[]> record, String id) {
        if (!copies.isUnderWay(id)) {
            return Optional.empty();
        }
        try {
            Delivery delivery = DeliveryCodec.decode(WireRecords.of(record));
            copies.renewed();
            return Optional.of(outbox.keep(delivery, id, NEXT_WAIT));
        } catch (MalformedRecordException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> id(ConsumerRecord<byte[], byte[]> record) {
        @Nullable Header header = record.headers().lastHeader(DeliveryCodec.SAFETY_COPY);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
}
