package io.postrider.subscription.history;

import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.model.wire.WireRecord;
import io.postrider.subscription.history.DeliveryDetail.Body;
import io.postrider.subscription.refusal.RefusedException;

import java.util.List;
import java.util.Optional;

/** Answers what became of deliveries. */
public final class DeliveryHistory {

    private final DeliveryArchive archive;
    private final RecordArchive records;

    public DeliveryHistory(DeliveryArchive archive, RecordArchive records) {
        this.archive = archive;
        this.records = records;
    }

    public List<DeliverySummary> list(DeliveryArchive.Filter filter, DeliveryArchive.Slice slice) {
        return archive.list(filter, slice);
    }

    public long count(DeliveryArchive.Filter filter) {
        return archive.count(filter);
    }

    public DeliveryDetail get(DeliveryId id) {
        DeliverySummary summary =
                archive.find(id)
                        .orElseThrow(() -> RefusedException.notFound("delivery", id.value()));
        return new DeliveryDetail(summary, archive.attempts(id), body(summary));
    }

    private Body body(DeliverySummary summary) {
        try {
            return summary.place()
                    .flatMap(records::read)
                    .flatMap(record -> deliveryIn(record, summary.ref().id()))
                    .<Body>map(delivery -> new Body.Available(delivery.body()))
                    .orElseGet(Body.Expired::new);
        } catch (RefusedException _) {
            return new Body.Unavailable();
        }
    }

    /** A topic that was made anew has other records at the old offsets. */
    private static Optional<Delivery> deliveryIn(WireRecord record, DeliveryId id) {
        try {
            return Optional.of(DeliveryCodec.decode(record))
                    .filter(delivery -> delivery.id().equals(id));
        } catch (MalformedRecordException _) {
            return Optional.empty();
        }
    }
}
