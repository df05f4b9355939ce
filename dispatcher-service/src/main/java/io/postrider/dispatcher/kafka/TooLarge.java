package io.postrider.dispatcher.kafka;

import io.postrider.dispatcher.dispatch.Dispatch.FannedOut;
import io.postrider.dispatcher.dispatch.LeftOut;
import io.postrider.dispatcher.dispatch.Made;
import io.postrider.model.Delivery;
import io.postrider.model.RecordPosition;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.WireHeader;
import io.postrider.model.wire.WireRecord;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What Kafka found too large though it is no larger than Postrider allows: somebody has set a
 * topic's own limit lower.
 *
 * <p>Kafka's producer says so of all records of a transaction that it had not sent yet. So an event
 * that this was said of is a suspect, and gets a transaction of its own. When it is said of that
 * one too, the largest of its deliveries are left out of the next, and so on until the rest is
 * taken. That ends soon: an event has about as many sizes of deliveries as there are formats.
 */
final class TooLarge {

    /**
     * What was refused of an event.
     *
     * @param size in bytes, of the smallest record that is left out
     */
    private record Limit(int size, String reason) {}

    private final Set<RecordPosition> suspects = ConcurrentHashMap.newKeySet();

    /** Suspects whose own transaction was refused, and why; not reckoned with yet. */
    private final Map<RecordPosition, String> refusals = new ConcurrentHashMap<>();

    private final Map<RecordPosition, Limit> limits = new ConcurrentHashMap<>();

    /**
     * Kafka said so; on any thread.
     *
     * @param alone whether nothing but this event was in the transaction
     */
    void found(RecordPosition event, boolean alone, String reason) {
        if (alone) {
            refusals.put(event, reason);
        } else {
            suspects.add(event);
        }
    }

    /** Whether the event needs a transaction of its own. */
    boolean isSuspect(RecordPosition event) {
        return suspects.contains(event);
    }

    /** What is left of the event when what Kafka refuses is left out. */
    FannedOut without(RecordPosition event, FannedOut made) {
        if (!isSuspect(event)) {
            return made;
        }
        String refusal = refusals.remove(event);
        if (refusal != null) {
            limits.put(event, new Limit(largest(made, limits.get(event)), refusal));
        }
        Limit limit = limits.get(event);
        return limit == null ? made : within(limit, made);
    }

    private static int largest(FannedOut made, @Nullable Limit limit) {
        return made.made()
                .mapMultiToInt((one, sizes) -> {
                    if (one instanceof Made.Ready(Delivery delivery)) {
                        sizes.accept(size(delivery));
                    }
                })
                .filter(size -> limit == null || size < limit.size())
                .max()
                .orElse(0);
    }

    private static FannedOut within(Limit limit, FannedOut made) {
        return new FannedOut(
                made.matches(), made.maker().andThen(one -> within(limit, one)), made.undecided());
    }

    private static Made within(Limit limit, Made made) {
        return made instanceof Made.Ready(Delivery delivery) && size(delivery) >= limit.size()
                ? new LeftOut(delivery.subscription().id(), limit.reason())
                : made;
    }

    private static int size(Delivery delivery) {
        WireRecord record = DeliveryCodec.encode(delivery);
        int headers = 0;
        for (WireHeader header : record.headers()) {
            headers += header.name().length() + header.value().length;
        }
        return headers + delivery.body().length();
    }

    /** The transaction that held the event is committed. */
    void forget(RecordPosition event) {
        suspects.remove(event);
        refusals.remove(event);
        limits.remove(event);
    }

    boolean isEmpty() {
        return suspects.isEmpty();
    }
}
