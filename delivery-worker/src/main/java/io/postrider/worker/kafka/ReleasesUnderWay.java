package io.postrider.worker.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Records that the relay has sent on and the broker has not acknowledged. */
final class ReleasesUnderWay {

    private static final Duration MAX_AWAIT = Duration.ofSeconds(5);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(1);

    private final ReleaseCredit credit;
    private final Clock clock;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * None.
     *
     * @param clock one that never jumps
     */
    ReleasesUnderWay(ReleaseCredit credit, Clock clock) {
        this.credit = credit;
        this.clock = clock;
    }

    /** Completes the claim when the record is safe in its next place. */
    void add(RecordClaim claim, CompletionStage<Void> safe) {
        underWay.incrementAndGet();
        credit.released();
        safe.thenRun(() -> {
            claim.complete();
            credit.arrived();
            underWay.decrementAndGet();
        });
    }

    boolean areDone() {
        return underWay.get() == 0;
    }

    /** Waits until all are acknowledged, up to {@link #MAX_AWAIT}. */
    void await() {
        Instant deadline = clock.instant().plus(MAX_AWAIT);
        while (!areDone() && clock.instant().isBefore(deadline)) {
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }
}
