package io.postrider.worker.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Deliveries that left their lane while it was in doubt whether their claims are held. After a
 * standstill the worker may find that its group has kept it: Kafka does not give the records out
 * again then, so that they must go on here. Safe for use by many threads.
 */
final class DoubtfulJobs {

    private final Queue<DeliveryJob> jobs = new ConcurrentLinkedQueue<>();

    /** Keeps the delivery, unless its claim is given up. */
    void add(DeliveryJob job) {
        if (!job.claim().isGivenUp()) {
            jobs.add(job);
        }
    }

    /** Removes and returns those whose claims are held, and forgets those that are given up. */
    List<DeliveryJob> takeHeld() {
        if (jobs.isEmpty()) {
            return List.of();
        }
        List<DeliveryJob> held = new ArrayList<>();
        jobs.removeIf(job -> {
            boolean isHeld = job.claim().isHeld();
            if (isHeld) {
                held.add(job);
            }
            return isHeld || job.claim().isGivenUp();
        });
        return held;
    }
}
