package io.postrider.worker.delivery;

import io.postrider.model.Delivery;
import io.postrider.model.Delivery.SubscriptionRef;
import io.postrider.model.ParkReason;
import io.postrider.model.Progress;
import io.postrider.model.SubscriptionId;
import io.postrider.worker.delivery.AttemptsUnderWay.UnderWay;
import io.postrider.worker.delivery.DeliveryService.Ended;
import io.postrider.worker.endpoint.Endpoint;
import io.postrider.worker.endpoint.Lookup;
import io.postrider.worker.lane.Admission;
import io.postrider.worker.lane.LaneBoard;
import io.postrider.worker.lane.Park;
import io.postrider.worker.lane.Signal;
import io.postrider.worker.lane.Turn;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Runs deliveries through the lanes and completes each claim when all is done and safe. */
public final class DeliveryRunner {

    private static final Logger log = LoggerFactory.getLogger(DeliveryRunner.class);

    /** So often that a wait in a lane ends in time. */
    private static final Duration TICK = Duration.ofMillis(50);

    private final DeliveryService service;
    private final LaneBoard<DeliveryJob> lanes;
    private final Telemetry telemetry;
    private final Clock clock;
    private final AttemptedRetries attempted = new AttemptedRetries();
    private final AttemptsUnderWay underWay;
    private final Settlements settlements = new Settlements();
    private final DoubtfulJobs doubtful = new DoubtfulJobs();
    private Instant nextTick = Instant.MIN;

    /**
     * A runner.
     *
     * @param clock one that never jumps: waits in the lanes are measured by it
     */
    public DeliveryRunner(
            DeliveryService service,
            LaneBoard<DeliveryJob> lanes,
            AttemptsUnderWay underWay,
            Telemetry telemetry,
            Clock clock) {
        this.service = service;
        this.lanes = lanes;
        this.underWay = underWay;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    /** Takes the delivery on, and returns at once. */
    public void take(Delivery delivery, Claim claim) {
        DeliveryJob job = new DeliveryJob(delivery, claim);
        Lookup lookup = service.lookup(delivery);
        if (lookup instanceof Lookup.Known(Endpoint endpoint) && endpoint.isOpen()) {
            admit(job, endpoint);
        } else {
            job.parkedFor().ifPresent(reason -> lanes.settled(job.subscription(), reason));
            settlements.add(job, service.withoutAttempt(delivery, lookup));
        }
    }

    private void admit(DeliveryJob job, Endpoint endpoint) {
        switch (lanes.admit(job.subscription(), job, endpoint.rateLimit(), clock.instant())) {
            case Admission.Start _ -> run(List.of(job));
            case Admission.Queued _ -> {}
            case Admission.Parked(Park park) -> park(job, park);
        }
    }

    /** Lets what waits in the lanes go on or leave; for one thread. */
    public void tick() {
        Instant now = clock.instant();
        if (!now.isBefore(nextTick)) {
            nextTick = now.plus(TICK);
            doubtful.takeHeld().forEach(job -> take(job.delivery(), job.claim()));
            lanes.tick(now, (subscription, turn) -> run(follow(subscription, turn)));
            underWay.tick(now, job -> service.timeout(job.delivery().subscription()));
        }
    }

    /** Attempts that have begun and are not over. */
    public int attempting() {
        return underWay.count();
    }

    /** Whether nothing has begun that is not done and safe. */
    public boolean isIdle() {
        return underWay.count() == 0 && settlements.areSafe();
    }

    /** Loops where attempts end at once: recursion would go as deep as the queue is long. */
    private void run(List<DeliveryJob> started) {
        if (started.isEmpty()) {
            return;
        }
        Deque<DeliveryJob> ready = new ArrayDeque<>(started);
        for (@Nullable DeliveryJob job = ready.poll(); job != null; job = ready.poll()) {
            DeliveryJob current = job;
            if (!current.claim().isHeld()) {
                doubtful.add(current);
                ready.addAll(next(current, new Signal.Silent(), Duration.ZERO));
                continue;
            }
            Optional<CompletionStage<Void>> before = attempted.begin(current.delivery());
            if (before.isPresent()) {
                log.info(
                        "attempt {} of {} was made before, dropping its second record",
                        current.delivery().progress().attempts() + 1,
                        current.delivery().id());
                settlements.add(current, before.get());
                ready.addAll(next(current, new Signal.Silent(), Duration.ZERO));
                continue;
            }
            UnderWay begun = underWay.begin(current, clock.instant());
            CompletableFuture<Ended> attempt = deliver(current);
            if (attempt.isDone()) {
                var _ =
                        attempt.whenComplete(
                                (ended, fault) -> ready.addAll(end(begun, ended, fault)));
            } else {
                var _ = attempt.whenComplete((ended, fault) -> run(end(begun, ended, fault)));
            }
        }
    }

    private CompletableFuture<Ended> deliver(DeliveryJob job) {
        try {
            return service.deliver(job.delivery(), job.claim().position()).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private List<DeliveryJob> end(
            UnderWay begun, @Nullable Ended ended, @Nullable Throwable fault) {
        DeliveryJob job = begun.job();
        Signal signal = ended == null ? new Signal.Silent() : ended.signal();
        CompletionStage<Void> safe = ended == null ? afterFault(begun, fault) : ended.safe();
        attempted.ended(job.delivery(), ended != null && ended.attempted(), safe);
        settlements.add(job, safe);
        underWay.end(begun, safe);
        return next(job, signal, Duration.between(begun.begunAt(), clock.instant()));
    }

    private CompletionStage<Void> afterFault(UnderWay begun, @Nullable Throwable fault) {
        DeliveryJob job = begun.job();
        log.error("delivery {} hit a fault of ours, parking it", job.delivery().id(), fault);
        return job.claim().isGivenUp() && !begun.hasCopy()
                ? CompletableFuture.completedFuture(null)
                : service.park(job.delivery(), ParkReason.FAULT);
    }

    private List<DeliveryJob> next(DeliveryJob job, Signal signal, Duration took) {
        SubscriptionId subscription = job.subscription();
        return follow(
                subscription, lanes.finished(subscription, job, signal, took, clock.instant()));
    }

    private List<DeliveryJob> follow(SubscriptionId subscription, Turn<DeliveryJob> turn) {
        turn.change()
                .ifPresent(change -> {
                    telemetry.endpointChanged(change);
                    EndpointLog.write(subscription, change);
                });
        turn.left().forEach(left -> park(left.job(), left.park()));
        return turn.starts();
    }

    private void park(DeliveryJob job, Park park) {
        if (!job.claim().isHeld()) {
            lanes.settled(job.subscription(), park.reason());
            doubtful.add(job);
            return;
        }
        Optional<Progress> parked = service.parked(job.delivery(), park);
        if (parked.isPresent()) {
            settlements.add(job, service.await(job.delivery(), parked.get()));
        } else {
            lanes.settled(job.subscription(), park.reason());
            settlements.add(job, service.expire(job.delivery(), park));
        }
    }

    /**
     * Calls parked deliveries of a subscription back, as many as its lane has room for. They come
     * by {@link #take}.
     *
     * @param waiting parked deliveries that can come now
     * @return how many of them are to come
     */
    public int callBack(SubscriptionRef subscription, int waiting) {
        return service.endpoint(subscription)
                .filter(Endpoint::isOpen)
                .map(endpoint ->
                        lanes.callBack(
                                subscription.id(), waiting, endpoint.rateLimit(), clock.instant()))
                .orElse(0);
    }

    /** The worker's partitions have changed: others are not its concern any more. */
    public void assigned(Set<Integer> partitions) {
        lanes.keep(partitions);
    }
}
