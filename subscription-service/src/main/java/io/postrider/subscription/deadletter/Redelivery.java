package io.postrider.subscription.deadletter;

import io.postrider.model.Delivery;
import io.postrider.model.DeliveryId;
import io.postrider.model.Progress;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.audit.DeliveryActs;
import io.postrider.subscription.history.DeliveryBodies;
import io.postrider.subscription.history.DeliveryHistory;
import io.postrider.subscription.history.DeliverySummary;
import io.postrider.subscription.history.HistoryBatch;
import io.postrider.subscription.history.HistoryStore;
import io.postrider.subscription.history.Standing;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.webhook.Subscriptions;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Sends a delivery out once more at somebody's wish, whether it failed or arrived. */
public final class Redelivery {

    private final DeliveryHistory history;
    private final DeliveryBodies bodies;
    private final DeadLetterService letters;
    private final DeliveryQueue queue;
    private final DeliveryLock lock;
    private final HistoryStore store;
    private final AuditLog audit;
    private final Receivers receivers;
    private final InstantSource clock;

    /** Reads of deliveries and what became of them. */
    public record Sources(
            DeliveryHistory history, DeliveryBodies bodies, Subscriptions subscriptions) {}

    /** Keeps what is done. */
    public record Records(HistoryStore store, AuditLog audit) {}

    public Redelivery(
            Sources sources,
            DeadLetterService letters,
            DeliveryQueue queue,
            DeliveryLock lock,
            Records records,
            InstantSource clock) {
        this.history = sources.history();
        this.bodies = sources.bodies();
        this.receivers = new Receivers(sources.subscriptions());
        this.letters = letters;
        this.queue = queue;
        this.lock = lock;
        this.store = records.store();
        this.audit = records.audit();
        this.clock = clock;
    }

    /**
     * Makes the delivery pending again: same ids, same body, attempts go on counting.
     *
     * @return the delivery as it was
     */
    public DeliverySummary retry(Caller caller, DeliveryId id) {
        DeliverySummary summary = history.find(caller.reach(), id);
        switch (summary.standing().state()) {
            case PENDING -> throw RefusedException.conflict(whyPending(summary.standing()));
            case CANCELLED ->
                    throw RefusedException.conflict(
                            "The delivery was cancelled: its webhook was deleted");
            case FAILED -> replay(caller, id);
            case DELIVERED ->
                    lock.exclusively(id, () -> resend(caller, history.find(caller.reach(), id)));
        }
        return summary;
    }

    private static String whyPending(Standing standing) {
        return standing.nextAttemptAt()
                .map(due ->
                        "The delivery is pending after %d attempts; the next one is due at %s"
                                .formatted(standing.attempts(), due))
                .orElse("The delivery is pending: it is queued, and will be attempted shortly");
    }

    /** The report of the last attempt may be known before the dead letter is. */
    private void replay(Caller caller, DeliveryId id) {
        try {
            var _ = letters.replay(caller, id);
        } catch (RefusedException e) {
            if (e.refusal() instanceof Refusal.NotFound) {
                throw new RefusedException(
                        new Refusal.Conflict(
                                "The delivery has failed just now, or so long ago that its dead"
                                        + " letter has expired; try again shortly"),
                        e);
            }
            throw e;
        }
    }

    private void resend(Caller caller, DeliverySummary delivered) {
        Standing standing = delivered.standing();
        if (standing.completedAt().isEmpty()) {
            throw RefusedException.conflict(whyPending(standing));
        }
        receivers.require(delivered.ref().subscription());
        Delivery delivery =
                bodies.delivery(delivered.ref().id(), delivered.place())
                        .orElseThrow(() ->
                                new RefusedException(
                                        new Refusal.Gone(
                                                "The delivery has expired: Kafka no longer has its"
                                                        + " payload")));
        queue.append(delivery.withProgress(replayed(delivery.progress(), standing)));
        audit.add(DeliveryActs.replayed(caller, delivered.ref(), standing.replays() + 1));
        store.apply(
                HistoryBatch.of(
                        delivered.replayedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))));
    }

    /** The record may be older than the attempts that history knows of. */
    private static Progress replayed(Progress recorded, Standing standing) {
        return new Progress(
                        Math.max(recorded.attempts(), standing.attempts()),
                        Math.max(recorded.replays(), standing.replays()),
                        0,
                        recorded.pause(),
                        recorded.parked())
                .replayed();
    }
}
