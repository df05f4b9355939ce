package io.postrider.worker.delivery;

import io.postrider.model.AttemptReport;
import io.postrider.model.DeadLetterReason;
import io.postrider.model.Delivery;
import io.postrider.model.FailedDelivery;
import io.postrider.model.ParkReason;
import io.postrider.model.Parked;
import io.postrider.model.Progress;
import io.postrider.model.RetryWait;
import io.postrider.worker.endpoint.Endpoint;
import io.postrider.worker.endpoint.Lookup;
import io.postrider.worker.lane.Park;
import io.postrider.worker.retry.Parking;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * Does what is right for deliveries that are not sent now: they wait, or they have come to rest.
 */
final class Unattempted {

    /** A delivery waits so long for a repair of its webhook before it is a dead letter. */
    private static final Duration REPAIR_TIME = Duration.ofDays(1);

    private final Outbox outbox;
    private final Telemetry telemetry;
    private final Clock clock;

    Unattempted(Outbox outbox, Telemetry telemetry, Clock clock) {
        this.outbox = outbox;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    /** For a delivery that has no endpoint to be sent to. */
    CompletionStage<Void> conclude(Delivery delivery, Lookup lookup) {
        return switch (lookup) {
            case Lookup.Known(Endpoint endpoint) -> holdOrSetAside(delivery, endpoint);
            case Lookup.Unusable(String cause) -> awaitRepair(delivery, cause);
            case Lookup.Deleted _ -> cancel(delivery);
            case Lookup.NotSeenYet _ -> awaitSnapshot(delivery);
        };
    }

    private CompletionStage<Void> holdOrSetAside(Delivery delivery, Endpoint endpoint) {
        return Parking.whilePaused(delivery.progress(), endpoint.heldSince(), clock.instant())
                .map(progress -> await(delivery, progress))
                .orElseGet(() ->
                        setAside(delivery, DeadLetterReason.DISABLED, "the webhook is disabled"));
    }

    private CompletionStage<Void> awaitRepair(Delivery delivery, String cause) {
        Instant now = clock.instant();
        return hasWaited(delivery, ParkReason.SUBSCRIPTION_UNUSABLE, now)
                ? setAside(
                        delivery,
                        DeadLetterReason.INVALID,
                        "no POST can be made for the webhook: " + cause)
                : await(delivery, Parking.forRepair(delivery.progress(), now));
    }

    private CompletionStage<Void> awaitSnapshot(Delivery delivery) {
        return hasWaited(delivery, ParkReason.SUBSCRIPTION_NOT_SEEN, clock.instant())
                ? setAside(
                        delivery,
                        DeadLetterReason.INVALID,
                        ("the webhook is not known to the worker: its snapshot at offset %d of the"
                                        + " topic of subscriptions has not come for a day")
                                .formatted(delivery.subscription().offset()))
                : park(delivery, ParkReason.SUBSCRIPTION_NOT_SEEN);
    }

    private static boolean hasWaited(Delivery delivery, ParkReason reason, Instant now) {
        return Parking.hasWaited(delivery.progress(), reason, REPAIR_TIME, now);
    }

    private CompletionStage<Void> cancel(Delivery delivery) {
        return outbox.report(
                AttemptReport.of(
                        delivery,
                        new AttemptReport.Cancelled(
                                delivery.progress().attempts(), clock.instant())));
    }

    /** Lets the delivery wait for something that should be over soon. */
    CompletionStage<Void> park(Delivery delivery, ParkReason reason) {
        Instant now = clock.instant();
        Duration wait = Parking.doubled(delivery.progress());
        return await(
                delivery, delivery.progress().parked(reason, new RetryWait(now, now.plus(wait))));
    }

    /** How the delivery waits as its lane says; empty when it has waited long enough. */
    Optional<Progress> parked(Delivery delivery, Park park, Lookup lookup) {
        Instant now = clock.instant();
        return park.reason() == ParkReason.ENDPOINT_FAILING
                        && lookup instanceof Lookup.Known(Endpoint endpoint)
                ? Parking.whileFailing(
                        delivery.progress(),
                        endpoint.schedule(),
                        park.delay(),
                        now.minus(park.failingFor()),
                        now)
                : Optional.of(
                        delivery.progress()
                                .parked(park.reason(), new RetryWait(now, now.plus(park.delay()))));
    }

    /** The delivery has waited for a failing endpoint for as long as {@link Parking} allows. */
    CompletionStage<Void> expire(Delivery delivery, Park park) {
        return setAside(
                delivery,
                DeadLetterReason.EXPIRED,
                ("no attempt at the endpoint has succeeded for %d minutes, longer than the attempts"
                                + " that were left would have taken")
                        .formatted(park.failingFor().toMinutes()));
    }

    /** Lets the delivery wait. */
    CompletionStage<Void> await(Delivery delivery, Progress parked) {
        parked.parked().map(Parked::reason).ifPresent(telemetry::parked);
        return outbox.await(delivery.withProgress(parked));
    }

    /** Dead-letters without an attempt, so there is none to report. */
    private CompletionStage<Void> setAside(
            Delivery delivery, DeadLetterReason reason, String detail) {
        return outbox.deadLetter(
                new FailedDelivery(
                        delivery.withProgress(delivery.progress().released()),
                        reason,
                        detail,
                        OptionalInt.empty(),
                        clock.instant()));
    }
}
