package io.postrider.subscription.history;

import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.MalformedRecordException;
import io.postrider.model.wire.WireRecord;
import io.postrider.subscription.history.DeliveryDetail.Body;
import io.postrider.subscription.refusal.RefusedException;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads deliveries back from Kafka, where alone their bodies lie. */
public final class DeliveryBodies {

    private final RecordArchive records;
    private final BodyRenderer renderer;

    /**
     * A reader.
     *
     * @param renderer makes the bodies of those whose record holds the event, as the worker does
     */
    public DeliveryBodies(RecordArchive records, BodyRenderer renderer) {
        this.records = records;
        this.renderer = renderer;
    }

    /**
     * The delivery as its latest record has it, or nothing when Kafka no longer has that.
     *
     * @throws RefusedException when Kafka does not answer in time
     */
    public Optional<Delivery> delivery(DeliveryId id, Optional<RecordPlace> place) {
        return place.flatMap(records::read).flatMap(record -> deliveryIn(record, id));
    }

    Body body(DeliveryId id, Optional<RecordPlace> place) {
        try {
            return bodyOf(delivery(id, place));
        } catch (RefusedException _) {
            return new Body.Unavailable();
        }
    }

    /** The bodies of deliveries whose places are given. */
    Map<DeliveryId, Body> bodies(Map<DeliveryId, RecordPlace> places) {
        try {
            Map<RecordPlace, WireRecord> found = readAll(places.values());
            Map<DeliveryId, Body> bodies = new HashMap<>();
            places.forEach((id, place) ->
                    bodies.put(
                            id,
                            bodyOf(
                                    Optional.ofNullable(found.get(place))
                                            .flatMap(record -> deliveryIn(record, id)))));
            return bodies;
        } catch (RefusedException _) {
            return places.keySet().stream()
                    .collect(Collectors.toMap(id -> id, _ -> new Body.Unavailable()));
        }
    }

    private Map<RecordPlace, WireRecord> readAll(Collection<RecordPlace> places) {
        return places.isEmpty()
                ? Map.of()
                : records.readAll(places.stream().collect(Collectors.toUnmodifiableSet()));
    }

    private static Body bodyOf(Optional<Delivery> delivery) {
        return delivery.<Body>map(found ->
                        found.rendered()
                                ? new Body.Available(found.body())
                                : new Body.Unavailable())
                .orElseGet(Body.Expired::new);
    }

    /** A topic that was made anew has other records at the old offsets. */
    private Optional<Delivery> deliveryIn(WireRecord record, DeliveryId id) {
        try {
            return Optional.of(renderer.render(DeliveryCodec.decode(record)))
                    .filter(delivery -> delivery.id().equals(id));
        } catch (MalformedRecordException _) {
            return Optional.empty();
        }
    }
}
