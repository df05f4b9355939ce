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
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * Does what is right for deliveries that are not sent now: they wait, or they have come to rest.
 */
final class Unattempted {

    /** A delivery that cannot be signed waits so long for a repair before it is a dead letter. */
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
            case Lookup.NotSeenYet _ -> park(delivery, ParkReason.SUBSCRIPTION_NOT_SEEN);
        };
    }

    private CompletionStage<Void> holdOrSetAside(Delivery delivery, Endpoint endpoint) {
        return Parking.whilePaused(delivery.progress(), endpoint.heldSince(), clock.instant())
                .map(progress -> await(delivery, ParkReason.PAUSED, progress))
                .orElseGet(() ->
                        setAside(delivery, DeadLetterReason.DISABLED, "the webhook is disabled"));
    }

    private CompletionStage<Void> awaitRepair(Delivery delivery, String cause) {
        Instant now = clock.instant();
        Instant since =
                delivery.progress()
                        .parked()
                        .filter(parked -> parked.reason() == ParkReason.SUBSCRIPTION_UNUSABLE)
                        .map(Parked::since)
                        .orElse(now);
        if (since.plus(REPAIR_TIME).isBefore(now)) {
            return setAside(
                    delivery,
                    DeadLetterReason.INVALID,
                    "no POST can be made for the webhook: " + cause);
        }
        return await(
                delivery,
                ParkReason.SUBSCRIPTION_UNUSABLE,
                Parking.forRepair(delivery.progress(), now));
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
        return await(delivery, reason, Parking.doubled(delivery.progress()));
    }

    /** Lets the delivery wait as its lane says. */
    CompletionStage<Void> park(Delivery delivery, Park park, Lookup lookup) {
        return switch (park.reason()) {
            case ENDPOINT_FAILING, ENDPOINT_THROTTLING ->
                    lookup instanceof Lookup.Known(Endpoint endpoint)
                            ? parkForEndpoint(delivery, park, endpoint)
                            : await(delivery, park.reason(), park.delay());
            case RATE_LIMIT,
                    LANE_FULL,
                    PAUSED,
                    SUBSCRIPTION_NOT_SEEN,
                    SUBSCRIPTION_UNUSABLE,
                    FAULT ->
                    await(delivery, park.reason(), park.delay());
        };
    }

    private CompletionStage<Void> parkForEndpoint(Delivery delivery, Park park, Endpoint endpoint) {
        return Parking.forEndpoint(
                        delivery.progress(),
                        endpoint.schedule(),
                        park.reason(),
                        park.delay(),
                        clock.instant())
                .map(progress -> await(delivery, park.reason(), progress))
                .orElseGet(() ->
                        setAside(
                                delivery,
                                DeadLetterReason.EXPIRED,
                                "the endpoint kept failing for as long as the attempts that were"
                                        + " left would have taken"));
    }

    private CompletionStage<Void> await(Delivery delivery, ParkReason reason, Duration wait) {
        Instant now = clock.instant();
        return await(
                delivery,
                reason,
                delivery.progress().parked(reason, new RetryWait(now, now.plus(wait))));
    }

    private CompletionStage<Void> await(Delivery delivery, ParkReason reason, Progress progress) {
        telemetry.parked(reason);
        return outbox.await(delivery.withProgress(progress));
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
