package io.postrider.worker.kafka;

import io.postrider.model.Delivery;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.runtime.kafka.WireRecords;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads deliveries, and makes the bodies that the dispatcher could not make. */
public final class DeliveryReader {

    private final BodyRenderer renderer;
    private final int largestBody;
    private final InvalidRecords invalid;
    private final ReturnedCopies copies;

    public DeliveryReader(
            BodyRenderer renderer, int largestBody, InvalidRecords invalid, ReturnedCopies copies) {
        this.renderer = renderer;
        this.largestBody = largestBody;
        this.invalid = invalid;
        this.copies = copies;
    }

    /**
     * The delivery; it still holds its event where its format is not configured here either, or
     * makes a body that is too large. A record that cannot be read is laid aside, and the claim on
     * it completed when that is safe. So is a safety copy that this worker need not attempt.
     */
    Optional<Delivery> read(ConsumerRecord<byte[], byte[]> record, RecordClaim claim) {
        Optional<CompletionStage<Void>> copy = copies.take(record);
        if (copy.isPresent()) {
            copy.get().thenRun(claim::complete);
            return Optional.empty();
        }
        try {
            Delivery read = DeliveryCodec.decode(WireRecords.of(record));
            if (read.rendered()) {
                return Optional.of(read);
            }
            Delivery made = renderer.render(read);
            return Optional.of(made.body().length() > largestBody ? read : made);
        } catch (MalformedRecordException e) {
            invalid.layAside(record, String.valueOf(e.getMessage())).thenRun(claim::complete);
            return Optional.empty();
        }
    }
}
