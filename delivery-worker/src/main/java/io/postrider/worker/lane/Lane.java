package io.postrider.worker.lane;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** The jobs of one subscription. Its board sees to it that one thread at a time comes in. */
final class Lane<T> {

    private static final Admission START = new Admission.Start();
    private static final Admission QUEUED = new Admission.Queued();
    private static final Admission OVERFLOW = new Admission.Overflow();

    private record Waiting<T>(T job, Instant since) {}

    private final LaneLimits limits;
    private final ToIntFunction<T> size;
    private final ArrayDeque<Waiting<T>> queue = new ArrayDeque<>();
    private int inFlight;
    private long bytes;

    Lane(LaneLimits limits, ToIntFunction<T> size) {
        this.limits = limits;
        this.size = size;
    }

    Admission admit(T job, Instant now) {
        int jobBytes = size.applyAsInt(job);
        if (inFlight > 0 && bytes + jobBytes > limits.bytes()) {
            return OVERFLOW;
        }
        if (inFlight < limits.inFlight()) {
            inFlight++;
            bytes += jobBytes;
            return START;
        }
        if (queue.size() >= limits.queue() || isStale(queue.peekFirst(), now)) {
            return OVERFLOW;
        }
        queue.add(new Waiting<>(job, now));
        bytes += jobBytes;
        return QUEUED;
    }

    /** The job has finished: its place goes to the first in the queue that is not stale. */
    Turn<T> finished(T job, Instant now) {
        bytes -= size.applyAsInt(job);
        List<T> stale = List.of();
        while (isStale(queue.peekFirst(), now)) {
            stale = stale.isEmpty() ? new ArrayList<>() : stale;
            T left = queue.remove().job();
            bytes -= size.applyAsInt(left);
            stale.add(left);
        }
        @Nullable Waiting<T> next = queue.poll();
        if (next == null) {
            inFlight--;
        }
        return new Turn<>(Optional.ofNullable(next).map(Waiting::job), stale);
    }

    private boolean isStale(@Nullable Waiting<T> waiting, Instant now) {
        return waiting != null && waiting.since().plus(limits.maxWait()).isBefore(now);
    }

    boolean isIdle() {
        return inFlight == 0;
    }
}
