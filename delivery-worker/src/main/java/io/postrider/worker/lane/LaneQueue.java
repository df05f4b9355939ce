package io.postrider.worker.lane;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** The jobs of a lane that wait for a start, in the order in which they came. */
final class LaneQueue<T extends LaneJob> {

    private record Waiting<T>(T job, Instant since) {}

    private final ArrayDeque<Waiting<T>> jobs = new ArrayDeque<>(1);
    private final int limit;
    private final Duration maxWait;

    /**
     * An empty queue.
     *
     * @param limit jobs
     * @param maxWait after which the first job is stale
     */
    LaneQueue(int limit, Duration maxWait) {
        this.limit = limit;
        this.maxWait = maxWait;
    }

    void add(T job, Instant now) {
        jobs.add(new Waiting<>(job, now));
    }

    @Nullable T peek() {
        @Nullable Waiting<T> first = jobs.peekFirst();
        return first == null ? null : first.job();
    }

    T remove() {
        return jobs.remove().job();
    }

    /** Whether another job would find no place, or none that is served in time. */
    boolean isFull(Instant now) {
        return jobs.size() >= limit || isStale(now);
    }

    /** Whether the first job has waited too long. */
    boolean isStale(Instant now) {
        @Nullable Waiting<T> first = jobs.peekFirst();
        return first != null && first.since().plus(maxWait).isBefore(now);
    }

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    int size() {
        return jobs.size();
    }
}
