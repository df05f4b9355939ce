package io.postrider.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What the {@code attempts} topic says of a delivery.
 *
 * @param deliveryCreatedAt when the dispatcher matched the event
 * @param replays times the delivery had been replayed when this was written
 * @param record where the delivery lies in {@code deliveries}, from where it was taken; unknown in
 *     reports of earlier versions
 * @param conclusion what happened and what follows
 */
public record AttemptReport(
        DeliveryId delivery,
        EventId event,
        EventType type,
        TenantId tenant,
        SubscriptionId subscription,
        Instant deliveryCreatedAt,
        int replays,
        Optional<RecordPosition> record,
        Conclusion conclusion) {

    /** What the report concludes. */
    public sealed interface Conclusion {}

    /** An attempt was made, or refused, and this was decided upon it. */
    public record Attempted(Attempt attempt, Decision decision) implements Conclusion {}

    /**
     * The delivery ended without another attempt because its subscription was deleted.
     *
     * @param attempts made before
     */
    public record Cancelled(int attempts, Instant at) implements Conclusion {}

    /** The report on the delivery. */
    public static AttemptReport of(Delivery delivery, Conclusion conclusion) {
        return new AttemptReport(
                delivery.id(),
                delivery.event().id(),
                delivery.event().type(),
                delivery.event().tenant(),
                delivery.subscription().id(),
                delivery.createdAt(),
                delivery.progress().replays(),
                Optional.empty(),
                conclusion);
    }

    /** The same report, with where the delivery was taken from. */
    public AttemptReport takenFrom(RecordPosition position) {
        return new AttemptReport(
                delivery,
                event,
                type,
                tenant,
                subscription,
                deliveryCreatedAt,
                replays,
                Optional.of(position),
                conclusion);
    }
}
