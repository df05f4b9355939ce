package io.postrider.worker.delivery;

import io.postrider.model.Attempt;
import io.postrider.model.AttemptReport;
import io.postrider.model.DeadLetterReason;
import io.postrider.model.Decision;
import io.postrider.model.Delivery;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.FailedDelivery;
import io.postrider.model.ParkReason;
import io.postrider.model.Progress;
import io.postrider.model.RecordPosition;
import io.postrider.model.RetryWait;
import io.postrider.worker.endpoint.Endpoint;
import io.postrider.worker.endpoint.Lookup;
import io.postrider.worker.lane.Park;
import io.postrider.worker.lane.Signal;
import io.postrider.worker.retry.Parking;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;

/**
 * Looks the subscription up, sends, decides, records and acts upon the decision. Never blocks; what
 * comes back from the network comes on the network's threads.
 */
public final class DeliveryService {

    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(30);

    private final SubscriptionDirectory subscriptions;
    private final HostBulkhead hosts;
    private final Sender sender;
    private final Outbox outbox;
    private final Telemetry telemetry;
    private final Clock clock;
    private final DoubleSupplier chance;
    private final Unattempted unattempted;

    public DeliveryService(
            SubscriptionDirectory subscriptions,
            HostBulkhead hosts,
            Sender sender,
            Outbox outbox,
            Telemetry telemetry,
            Clock clock,
            DoubleSupplier chance) {
        this.subscriptions = subscriptions;
        this.hosts = hosts;
        this.sender = sender;
        this.outbox = outbox;
        this.telemetry = telemetry;
        this.clock = clock;
        this.chance = chance;
        this.unattempted = new Unattempted(outbox, telemetry, clock);
    }

    /**
     * How a delivery's turn ended.
     *
     * @param signal what it tells of the endpoint
     * @param attempted whether there was an attempt
     * @param safe completes when all that follows is safe
     */
    record Ended(Signal signal, boolean attempted, CompletionStage<Void> safe) {}

    /** There is no POST to be made for a delivery without a body, whatever its endpoint. */
    Lookup lookup(Delivery delivery) {
        Lookup found = known(delivery);
        return !delivery.rendered()
                        && found instanceof Lookup.Known(Endpoint endpoint)
                        && endpoint.isOpen()
                ? new Lookup.Unusable(
                        "its event makes no body in the format '%s' that there is room for"
                                .formatted(delivery.subscription().format()))
                : found;
    }

    /** A snapshot that does not come is given up where an earlier one is known. */
    private Lookup known(Delivery delivery) {
        Lookup found = subscriptions.lookup(delivery.subscription());
        return found instanceof Lookup.NotSeenYet(Optional<Lookup> lastKnown)
                        && lastKnown.isPresent()
                        && Parking.hasWaited(
                                delivery.progress(),
                                ParkReason.SUBSCRIPTION_NOT_SEEN,
                                Parking.FOR_SNAPSHOT,
                                clock.instant())
                ? lastKnown.get()
                : found;
    }

    /**
     * Delivers, or does what else is right: the subscription may have changed since the delivery
     * got its place, and again while it waited for its turn at the host.
     *
     * @param record where it lies
     * @return completes when the attempt is over
     */
    CompletionStage<Ended> deliver(Delivery delivery, RecordPosition record) {
        Lookup lookup = lookup(delivery);
        return lookup instanceof Lookup.Known(Endpoint endpoint) && endpoint.isOpen()
                ? hosts.run(endpoint.url(), endpoint.id(), () -> deliverAtItsTurn(delivery, record))
                : notAttempted(delivery, lookup);
    }

    private CompletionStage<Ended> deliverAtItsTurn(Delivery delivery, RecordPosition record) {
        Lookup lookup = lookup(delivery);
        return lookup instanceof Lookup.Known(Endpoint endpoint) && endpoint.isOpen()
                ? attempt(delivery, record, endpoint, clock.instant())
                : notAttempted(delivery, lookup);
    }

    private CompletionStage<Ended> notAttempted(Delivery delivery, Lookup lookup) {
        return CompletableFuture.completedFuture(
                new Ended(new Signal.Silent(), false, withoutAttempt(delivery, lookup)));
    }

    private CompletionStage<Ended> attempt(
            Delivery delivery, RecordPosition record, Endpoint endpoint, Instant startedAt) {
        var request = new Sender.Request(delivery, endpoint, startedAt);
        return sender.send(request)
                .thenApply(exchange -> {
                    Attempt attempt =
                            new Attempt(
                                    delivery.progress().attempts() + 1,
                                    endpoint.url(),
                                    startedAt,
                                    clock.instant(),
                                    exchange.outcome(),
                                    exchange.responseHeaders(),
                                    exchange.responseBody());
                    return new Ended(
                            EndpointSignal.of(attempt.outcome()),
                            true,
                            conclude(delivery, record, endpoint, attempt));
                });
    }

    private CompletionStage<Void> conclude(
            Delivery delivery, RecordPosition record, Endpoint endpoint, Attempt attempt) {
        int attemptsInSchedule = delivery.progress().attemptsInSchedule() + 1;
        Decision decision =
                new DeliveryPolicy(endpoint.schedule(), endpoint.retryOn())
                        .decide(attempt, attemptsInSchedule, chance.getAsDouble());
        var reported =
                outbox.report(
                        AttemptReport.of(delivery, new AttemptReport.Attempted(attempt, decision))
                                .takenFrom(record));
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
        telemetry.attempted(delivery, attempt, decision);
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

    /** What is right for a delivery that has no endpoint to be sent to. */
    CompletionStage<Void> withoutAttempt(Delivery delivery, Lookup lookup) {
        return unattempted.conclude(delivery, lookup);
    }

    /** Lets the delivery wait for something that should be over soon. */
    CompletionStage<Void> park(Delivery delivery, ParkReason reason) {
        return unattempted.park(delivery, reason);
    }

    /** How the delivery waits as its lane says; empty when it has waited long enough. */
    Optional<Progress> parked(Delivery delivery, Park park) {
        return unattempted.parked(delivery, park, lookup(delivery));
    }

    /** Lets the delivery wait as {@link #parked} says. */
    CompletionStage<Void> await(Delivery delivery, Progress parked) {
        return unattempted.await(delivery, parked);
    }

    /** Gives the delivery up that has waited long enough. */
    CompletionStage<Void> expire(Delivery delivery, Park park) {
        return unattempted.expire(delivery, park);
    }

    /** How long an attempt may take; the longest that there is where the endpoint is not known. */
    Duration timeout(SubscriptionRef subscription) {
        return endpoint(subscription).map(Endpoint::timeout).orElse(MAX_TIMEOUT);
    }

    /** Where deliveries of the subscription go; empty when none can be made now. */
    Optional<Endpoint> endpoint(SubscriptionRef subscription) {
        return subscriptions.lookup(subscription) instanceof Lookup.Known(Endpoint endpoint)
                ? Optional.of(endpoint)
                : Optional.empty();
    }
}
