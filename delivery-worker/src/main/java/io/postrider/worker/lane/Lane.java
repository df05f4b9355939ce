package io.postrider.worker.lane;

import io.postrider.model.LaneState;
import io.postrider.model.ParkReason;
import io.postrider.model.RateLimit;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The jobs of one subscription. Its board sees to it that one thread at a time comes in. */
final class Lane<T extends LaneJob> {

    private static final Admission START = new Admission.Start();
    private static final Admission QUEUED = new Admission.Queued();

    /** What is known of an endpoint is forgotten when nothing came for so long. */
    private static final Duration MEMORY = Park.LONGEST.plusMinutes(2);

    private final LaneLimits limits;
    private final EndpointHealth health;
    private final Departures departures;
    private final Pace pace = new Pace();
    private final LaneQueue<T> queue;
    private int inFlight;
    private long bytes;
    private boolean retired;
    private int partition;
    private Instant touched = Instant.MIN;

    Lane(LaneLimits limits, Breaker.Factory breakers) {
        this.limits = limits;
        this.health = new EndpointHealth(limits.inFlight(), breakers);
        this.departures = new Departures(health);
        this.queue = new LaneQueue<>(limits.queue(), limits.maxWait());
    }

    Admission admit(T job, Optional<RateLimit> rateLimit, Instant now) {
        touched = now;
        partition = job.partition();
        pace.follow(rateLimit);
        boolean heldSlot = isBack(job);
        Optional<Park> closed = health.closed(now);
        if (closed.isPresent()) {
            return parked(departures.closed(job, closed.get(), queue.size()));
        }
        Duration pause = health.pause(now);
        if (isTooLong(pause)) {
            return parked(departures.paused(pause, queue.size()));
        }
        if (inFlight > 0 && bytes + job.bytes() > limits.bytes()) {
            return parked(departures.full(job, queue.size(), now));
        }
        if (queue.isEmpty() && mayStart(now)) {
            return startOrPark(job, now);
        }
        Duration untilSlot = pace.untilSlot(queue.size(), heldSlot, now);
        if (isTooLong(untilSlot)) {
            pace.reserve(untilSlot, now);
            return parked(departures.rateLimited(untilSlot));
        }
        if (queue.isFull(now)) {
            return parked(departures.full(job, queue.size(), now));
        }
        queue.add(job, now);
        bytes += job.bytes();
        return QUEUED;
    }

    private boolean mayStart(Instant now) {
        return health.pause(now).isZero() && health.hasRoomBeside(inFlight) && pace.isFree(now);
    }

    /** Whether the wait is one to be parked for. */
    private boolean isTooLong(Duration wait) {
        return wait.compareTo(limits.maxWait()) > 0;
    }

    /** Whether the job held a slot of the rate limit. */
    private boolean isBack(T job) {
        job.parkedFor().ifPresent(this::returned);
        return job.parkedFor().filter(ParkReason.RATE_LIMIT::equals).isPresent()
                && job.lastWait().compareTo(Park.MAX_SLOT_WAIT) < 0;
    }

    /** A job that was parked is back, or will not come back to this lane. */
    void returned(ParkReason reason) {
        departures.returned(reason);
        if (reason == ParkReason.RATE_LIMIT) {
            pace.returned();
        }
    }

    /**
     * Calls parked jobs back, as many as there is room for: a lane that has room is never idle
     * while something waits for it.
     *
     * @param waiting parked jobs that can come now
     * @return how many of them are to come
     */
    int callBack(int waiting, Optional<RateLimit> rateLimit, Instant now) {
        pace.follow(rateLimit);
        return departures.callBack(Math.min(waiting, room(now)), now);
    }

    /** Half of the queue is left to jobs that are new. */
    private int room(Instant now) {
        if (health.closed(now).isPresent() || isTooLong(health.pause(now))) {
            return 0;
        }
        if (health.isFailing() || !health.hasAnswered()) {
            return inFlight == 0 && queue.isEmpty() ? 1 : 0;
        }
        if (bytes > limits.bytes() / 2) {
            return 0;
        }
        int places = health.roomBeside(inFlight) + limits.queue() / 2 - queue.size();
        return pace.slotsWithin(limits.maxWait(), places, queue.size(), now);
    }

    /** Whether its jobs come from one of the partitions. */
    boolean isOf(Set<Integer> partitions) {
        return partitions.contains(partition);
    }

    /** Another worker has its jobs now, those that were parked included. */
    void moved() {
        departures.clear();
        pace.clear();
    }

    private Admission startOrPark(T job, Instant now) {
        if (!health.tryStart(job)) {
            return parked(departures.besideProbe(job, queue.size(), now));
        }
        started(job, now);
        return START;
    }

    private void started(T job, Instant now) {
        health.started(inFlight, now);
        inFlight++;
        bytes += job.bytes();
        departures.started();
        pace.started(now);
    }

    private static Admission parked(Park park) {
        return new Admission.Parked(park);
    }

    /** A job that was started has ended: its place goes to the first in the queue. */
    Turn<T> finished(T job, Signal signal, Duration took, Instant now) {
        touched = now;
        Optional<HealthChange> change = health.heard(job, signal, took, inFlight, now);
        inFlight--;
        bytes -= job.bytes();
        return drain(change, now);
    }

    /** Time has passed: slots have come, and what waited too long leaves. */
    Turn<T> tick(Instant now) {
        return queue.isEmpty() ? Turn.nothing() : drain(Optional.empty(), now);
    }

    private Turn<T> drain(Optional<HealthChange> change, Instant now) {
        List<T> starts = new ArrayList<>(1);
        List<Turn.Left<T>> left = new ArrayList<>(0);
        for (@Nullable T head = queue.peek(); head != null; head = queue.peek()) {
            Optional<Park> closed = health.closed(now);
            if (closed.isPresent()) {
                leave(departures.closed(head, closed.get(), queue.size()), left);
            } else if (isTooLong(health.pause(now))) {
                leave(departures.paused(health.pause(now), queue.size()), left);
            } else if (mayStart(now)) {
                if (health.tryStart(head)) {
                    starts.add(unqueued());
                    started(head, now);
                } else {
                    leave(departures.besideProbe(head, queue.size(), now), left);
                }
            } else if (queue.isStale(now)) {
                leave(departures.full(head, queue.size(), now), left);
            } else {
                break;
            }
        }
        return new Turn<>(starts, left, change);
    }

    private void leave(Park park, List<Turn.Left<T>> left) {
        left.add(new Turn.Left<>(unqueued(), park));
    }

    private T unqueued() {
        T job = queue.remove();
        bytes -= job.bytes();
        return job;
    }

    boolean isFailing() {
        return health.isFailing();
    }

    /** Why not all is sent at once; empty when all is. */
    Optional<LaneCondition> condition(Instant now) {
        return health.state(now)
                .or(() ->
                        departures.parked().isEmpty()
                                ? Optional.empty()
                                : Optional.of(LaneState.WAITING))
                .map(state ->
                        new LaneCondition(
                                state,
                                health.untilAttempt(now),
                                inFlight,
                                queue.size(),
                                departures.parked()));
    }

    /** Takes it off the board if nothing would be forgotten that is worth remembering. */
    boolean retire(Instant now) {
        retired =
                inFlight == 0
                        && queue.isEmpty()
                        && !departures.areExpected(now)
                        && (touched.plus(MEMORY).isBefore(now) || isAsNew(now));
        return retired;
    }

    private boolean isAsNew(Instant now) {
        return health.isAsNew() && pace.isAsNew(now) && departures.parked().isEmpty();
    }

    /** Whether it is off the board: who still holds it must get another one. */
    boolean isRetired() {
        return retired;
    }
}
