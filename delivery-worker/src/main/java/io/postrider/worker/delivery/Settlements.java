package io.postrider.worker.delivery;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Claims that are completed when what follows from their deliveries is safe. */
final class Settlements {

    private final AtomicInteger unsafe = new AtomicInteger();

    /** Completes the claim of the job when the stage completes. */
    void add(DeliveryJob job, CompletionStage<Void> safe) {
        unsafe.incrementAndGet();
        safe.thenRun(() -> {
            job.claim().complete();
            unsafe.decrementAndGet();
        });
    }

    boolean areSafe() {
        return unsafe.get() == 0;
    }
}
