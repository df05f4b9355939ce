package io.postrider.worker.delivery;

import io.postrider.model.Attempt;
import io.postrider.model.AttemptReport;
import io.postrider.model.DeadLetterReason;
import io.postrider.model.Decision;
import io.postrider.model.Delivery;
import io.postrider.model.FailedDelivery;
import io.postrider.model.ParkReason;
import io.postrider.model.Progress;
import io.postrider.model.RetryWait;
import io.postrider.worker.endpoint.Endpoint;
import io.postrider.worker.endpoint.Lookup;
import io.postrider.worker.retry.Parking;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;

/**
 * Looks the subscription up, sends, decides, records and acts upon the decision. Never blocks; what
 * comes back from the network comes on the network's threads.
 */
public final class DeliveryService {

    /** A delivery that cannot be signed waits so long for a repair before it is a dead letter. */
    private static final Duration REPAIR_TIME = Duration.ofDays(1);

    private final SubscriptionDirectory subscriptions;
    private final Sender sender;
    private final Outbox outbox;
    private final Telemetry telemetry;
    private final Clock clock;
    private final DoubleSupplier chance;

    public DeliveryService(
            SubscriptionDirectory subscriptions,
            Sender sender,
            Outbox outbox,
            Telemetry telemetry,
            Clock clock,
            DoubleSupplier chance) {
        this.subscriptions = subscriptions;
        this.sender = sender;
        this.outbox = outbox;
        this.telemetry = telemetry;
        this.clock = clock;
        this.chance = chance;
    }

    /**
     * Delivers, or does what else is right.
     *
     * @return completes when the attempt is over, with a stage that completes when all that follows
     *     from it is safe
     */
    CompletionStage<CompletionStage<Void>> deliver(Delivery delivery) {
        Instant now = clock.instant();
        return switch (subscriptions.lookup(delivery.subscription())) {
            case Lookup.Known(Endpoint endpoint) when endpoint.active() ->
                    attempt(delivery, endpoint, now);
            case Lookup.Known _ ->
                    over(
                            setAside(
                                    delivery,
                                    DeadLetterReason.DISABLED,
                                    "the webhook is disabled",
                                    now));
            case Lookup.Unusable(String cause) -> over(awaitRepair(delivery, cause, now));
            case Lookup.Deleted _ -> over(cancel(delivery, now));
            case Lookup.NotSeenYet _ -> over(park(delivery, ParkReason.SUBSCRIPTION_NOT_SEEN));
        };
    }

    private static CompletionStage<CompletionStage<Void>> over(CompletionStage<Void> safe) {
        return CompletableFuture.completedFuture(safe);
    }

    private CompletionStage<CompletionStage<Void>> attempt(
            Delivery delivery, Endpoint endpoint, Instant startedAt) {
        var request = new Sender.Request(delivery.id(), endpoint, startedAt, delivery.body());
        return sender.send(request)
                .thenApply(exchange -> {
                    Attempt attempt =
                            new Attempt(
                                    delivery.progress().attempts() + 1,
                                    endpoint.url(),
                                    startedAt,
                                    clock.instant(),
                                    exchange.outcome(),
                                    exchange.responseBody());
                    return conclude(delivery, endpoint, attempt);
                });
    }

    private CompletionStage<Void> conclude(Delivery delivery, Endpoint endpoint, Attempt attempt) {
        int attemptsInSchedule = delivery.progress().attemptsInSchedule() + 1;
        Decision decision =
                new DeliveryPolicy(endpoint.schedule())
                        .decide(attempt, attemptsInSchedule, chance.getAsDouble());
        var reported =
                outbox.report(
                        AttemptReport.of(delivery, new AttemptReport.Attempted(attempt, decision)));
        CompletionStage<Void> safe =
                switch (decision) {
                    case Decision.Delivered _ -> reported;
                    case Decision.Retry(Instant at) ->
                            both(
                                    reported,
                                    retry(delivery, new RetryWait(attempt.finishedAt(), at)));
                    case Decision.DeadLetter(DeadLetterReason reason) ->
                            both(reported, bury(delivery, attempt, reason));
                    case Decision.DisableEndpoint(Decision.DeadLetter(DeadLetterReason reason)) ->
                            both(reported, bury(delivery, attempt, reason));
                };
        telemetry.attempted(attempt, decision);
        AttemptLog.write(delivery, attempt, decision);
        return safe;
    }

    private static CompletionStage<Void> both(CompletionStage<Void> a, CompletionStage<Void> b) {
        return CompletableFuture.allOf(a.toCompletableFuture(), b.toCompletableFuture());
    }

    private CompletionStage<Void> retry(Delivery delivery, RetryWait wait) {
        return outbox.await(delivery.withProgress(delivery.progress().retrying(wait)));
    }

    private CompletionStage<Void> bury(
            Delivery delivery, Attempt attempt, DeadLetterReason reason) {
        return outbox.deadLetter(
                new FailedDelivery(
                        delivery.withProgress(delivery.progress().finished()),
                        reason,
                        AttemptLog.describe(attempt.outcome()),
                        AttemptLog.status(attempt.outcome()),
                        attempt.finishedAt()));
    }

    /** Dead-letters without an attempt, so there is none to report. */
    private CompletionStage<Void> setAside(
            Delivery delivery, DeadLetterReason reason, String detail, Instant now) {
        return outbox.deadLetter(
                new FailedDelivery(
                        delivery.withProgress(delivery.progress().released()),
                        reason,
                        detail,
                        OptionalInt.empty(),
                        now));
    }

    private CompletionStage<Void> awaitRepair(Delivery delivery, String cause, Instant now) {
        if (delivery.createdAt().plus(REPAIR_TIME).isBefore(now)) {
            return setAside(
                    delivery,
                    DeadLetterReason.INVALID,
                    "the webhook's secrets cannot be used: " + cause,
                    now);
        }
        telemetry.parked(ParkReason.SUBSCRIPTION_UNUSABLE);
        return outbox.await(delivery.withProgress(Parking.forRepair(delivery.progress(), now)));
    }

    private CompletionStage<Void> cancel(Delivery delivery, Instant now) {
        Progress progress = delivery.progress();
        return outbox.report(
                AttemptReport.of(delivery, new AttemptReport.Cancelled(progress.attempts(), now)));
    }

    /** Lets the delivery wait without having spent an attempt. */
    CompletionStage<Void> park(Delivery delivery, ParkReason reason) {
        telemetry.parked(reason);
        return outbox.await(
                delivery.withProgress(
                        Parking.forRoom(delivery.progress(), reason, clock.instant())));
    }
}
