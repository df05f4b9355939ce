package io.postrider.worker.delivery;

import io.postrider.worker.delivery.SafetyCopies.Copy;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Attempts that have begun and are not over. One that lasts leaves the window of its partition, so
 * that an endpoint that hangs does not fill it: a copy of its delivery goes to a retry tier, due
 * after the attempt's deadline, and the claim on its record is completed when Kafka has the copy.
 * The attempt goes on. If this worker does not live to its end, the copy comes due and the attempt
 * is made again. Safe for use by many threads, but for {@link #tick}.
 */
public final class AttemptsUnderWay {

    /** From an attempt's deadline until its copy is due, at least. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private final Duration leaveAfter;
    private final SafetyCopies copies;
    private final Outbox outbox;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<UnderWay> inWindows = ConcurrentHashMap.newKeySet();

    public AttemptsUnderWay(LongAttemptLimits limits, SafetyCopies copies, Outbox outbox) {
        this.leaveAfter = limits.after();
        this.copies = copies;
        this.outbox = outbox;
    }

    /** One attempt. */
    static final class UnderWay {

        private final DeliveryJob job;
        private final Instant begunAt;
        private @Nullable Copy copy;
        private boolean over;

        private UnderWay(DeliveryJob job, Instant begunAt) {
            this.job = job;
            this.begunAt = begunAt;
        }

        DeliveryJob job() {
            return job;
        }

        Instant begunAt() {
            return begunAt;
        }

        /** Whether its outcome is not known yet, so that the copy is needed. */
        private synchronized boolean keep(Copy made) {
            if (!over) {
                copy = made;
            }
            return !over;
        }

        /** Whether no other record of the delivery may be left than its copy. */
        synchronized boolean hasCopy() {
            return copy != null;
        }

        private synchronized @Nullable Copy end() {
            over = true;
            return copy;
        }
    }

    /** An attempt begins, which must be followed by {@link #end}. */
    UnderWay begin(DeliveryJob job, Instant now) {
        UnderWay begun = new UnderWay(job, now);
        count.incrementAndGet();
        inWindows.add(begun);
        return begun;
    }

    /**
     * The attempt is over.
     *
     * @param safe completes when what follows is safe
     */
    void end(UnderWay ended, CompletionStage<Void> safe) {
        inWindows.remove(ended);
        @Nullable Copy copy = ended.end();
        if (copy != null) {
            safe.thenRun(copy::over);
        }
        count.decrementAndGet();
    }

    /**
     * Lets those leave their windows that have lasted long enough, where there is a place outside.
     *
     * @param timeouts how long an attempt at the delivery may take
     */
    void tick(Instant now, Timeouts timeouts) {
        Instant begunBy = now.minus(leaveAfter);
        for (UnderWay attempt : inWindows) {
            if (!attempt.begunAt().isAfter(begunBy) && attempt.job().claim().isHeld()) {
                leave(attempt, now, timeouts);
            }
        }
    }

    /** Says how long an attempt may take. */
    interface Timeouts {
        Duration of(DeliveryJob job);
    }

    private void leave(UnderWay attempt, Instant now, Timeouts timeouts) {
        DeliveryJob job = attempt.job();
        copies.add(job.bytes())
                .ifPresent(copy -> {
                    inWindows.remove(attempt);
                    if (!attempt.keep(copy)) {
                        copies.withdraw(copy);
                        return;
                    }
                    Instant dueAt = attempt.begunAt().plus(timeouts.of(job)).plus(MARGIN);
                    outbox.keep(job.delivery(), copy.id(), Duration.between(now, dueAt))
                            .thenRun(() -> {
                                copy.written();
                                job.claim().complete();
                            });
                });
    }

    /** How many there are. */
    int count() {
        return count.get();
    }
}
