package io.postrider.worker.delivery;

import io.postrider.model.Delivery;
import io.postrider.model.ParkReason;
import io.postrider.worker.lane.Admission;
import io.postrider.worker.lane.LaneBoard;
import io.postrider.worker.lane.Turn;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs deliveries through the lanes and completes each claim when all is done and safe. */
public final class DeliveryRunner {

    private static final Logger log = LoggerFactory.getLogger(DeliveryRunner.class);

    /** A delivery in hand. */
    public record Job(Delivery delivery, Claim claim) {

        /** Of its body. */
        public int bytes() {
            return delivery.body().length();
        }
    }

    private final DeliveryService service;
    private final LaneBoard<Job> lanes;
    private final Clock clock;
    private final AtomicInteger attempting = new AtomicInteger();
    private final AtomicInteger settling = new AtomicInteger();

    public DeliveryRunner(DeliveryService service, LaneBoard<Job> lanes, Clock clock) {
        this.service = service;
        this.lanes = lanes;
        this.clock = clock;
    }

    /** Takes the delivery on, and returns at once. */
    public void take(Delivery delivery, Claim claim) {
        Job job = new Job(delivery, claim);
        switch (lanes.admit(delivery.subscription().id(), job, clock.instant())) {
            case Admission.Start _ -> run(job);
            case Admission.Queued _ -> {}
            case Admission.Overflow _ -> park(job, ParkReason.LANE_FULL);
        }
    }

    /** Attempts that have begun and are not over. */
    public int attempting() {
        return attempting.get();
    }

    /** Whether nothing has begun that is not done and safe. */
    public boolean isIdle() {
        return attempting.get() == 0 && settling.get() == 0;
    }

    /** Loops where attempts end at once: recursion would go as deep as the queue is long. */
    private void run(Job first) {
        @Nullable Job job = first;
        while (job != null) {
            Job current = job;
            if (current.claim().isHeld()) {
                var attempt = begin(current);
                if (!attempt.isDone()) {
                    var _ =
                            attempt.whenComplete((safe, fault) -> {
                                end(current, safe, fault);
                                @Nullable Job next = next(current);
                                if (next != null) {
                                    run(next);
                                }
                            });
                    return;
                }
                var _ = attempt.whenComplete((safe, fault) -> end(current, safe, fault));
            }
            job = next(current);
        }
    }

    private CompletableFuture<CompletionStage<Void>> begin(Job job) {
        attempting.incrementAndGet();
        try {
            return service.deliver(job.delivery()).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void end(Job job, @Nullable CompletionStage<Void> safe, @Nullable Throwable fault) {
        if (safe != null) {
            settle(job, safe);
        } else {
            log.error("delivery {} hit a fault of ours, parking it", job.delivery().id(), fault);
            park(job, ParkReason.FAULT);
        }
        attempting.decrementAndGet();
    }

    private @Nullable Job next(Job finished) {
        Turn<Job> turn =
                lanes.finished(finished.delivery().subscription().id(), finished, clock.instant());
        turn.stale().forEach(job -> park(job, ParkReason.LANE_FULL));
        return turn.next().orElse(null);
    }

    private void park(Job job, ParkReason reason) {
        if (job.claim().isHeld()) {
            settle(job, service.park(job.delivery(), reason));
        }
    }

    private void settle(Job job, CompletionStage<Void> safe) {
        settling.incrementAndGet();
        safe.thenRun(() -> {
            job.claim().complete();
            settling.decrementAndGet();
        });
    }
}
