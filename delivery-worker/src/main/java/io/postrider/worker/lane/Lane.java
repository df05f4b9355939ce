package io.postrider.worker.lane;

import io.postrider.model.LaneState;
import io.postrider.model.ParkReason;
import io.postrider.model.RateLimit;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The jobs of one subscription. Its board sees to it that one thread at a time comes in. */
final class Lane<T extends LaneJob> {

    private static final Admission START = new Admission.Start();
    private static final Admission QUEUED = new Admission.Queued();

    /** What is known of an endpoint is forgotten when nothing came for so long. */
    private static final Duration MEMORY = Park.LONGEST.plusMinutes(2);

    private record Waiting<T>(T job, Instant since) {}

    private final LaneLimits limits;
    private final EndpointHealth health;
    private final Departures departures;
    private final Pace pace = new Pace();
    private final ParkedCount away = new ParkedCount();
    private final ArrayDeque<Waiting<T>> queue = new ArrayDeque<>(1);
    private int inFlight;
    private long bytes;
    private boolean retired;
    private Instant touched = Instant.MIN;

    Lane(LaneLimits limits, Breaker.Factory breakers) {
        this.limits = limits;
        this.health = new EndpointHealth(limits.inFlight(), breakers);
        this.departures = new Departures(health);
    }

    Admission admit(T job, Optional<RateLimit> rateLimit, Instant now) {
        touched = now;
        pace.follow(rateLimit);
        boolean heldSlot = isBack(job);
        Optional<Park> closed = health.closed(now);
        if (closed.isPresent()) {
            return parked(departures.closed(job, closed.get(), queue.size()));
        }
        if (inFlight > 0 && bytes + job.bytes() > limits.bytes()) {
            return parked(departures.full(job, queue.size(), now));
        }
        if (queue.isEmpty() && health.hasRoomBeside(inFlight) && pace.isFree(now)) {
            return startOrPark(job, now);
        }
        Duration untilSlot = pace.untilSlot(queue.size(), heldSlot, now);
        if (untilSlot.compareTo(limits.maxWait()) > 0) {
            pace.reserve(untilSlot, now);
            return parked(new Park(ParkReason.RATE_LIMIT, untilSlot));
        }
        if (queue.size() >= limits.queue() || isStale(queue.peekFirst(), now)) {
            return parked(departures.full(job, queue.size(), now));
        }
        queue.add(new Waiting<>(job, now));
        bytes += job.bytes();
        return QUEUED;
    }

    /** Whether the job held a slot of the rate limit. */
    private boolean isBack(T job) {
        Optional<ParkReason> reason = job.parkedFor();
        reason.ifPresent(departures::returned);
        reason.ifPresent(away::returned);
        boolean heldSlot = reason.filter(ParkReason.RATE_LIMIT::equals).isPresent();
        if (heldSlot) {
            pace.returned();
        }
        return heldSlot;
    }

    private Admission startOrPark(T job, Instant now) {
        if (!health.tryStart(job)) {
            return parked(departures.besideProbe(job, queue.size()));
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

    private Admission parked(Park park) {
        away.left(park.reason());
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
        for (@Nullable Waiting<T> head = queue.peekFirst();
                head != null;
                head = queue.peekFirst()) {
            Optional<Park> closed = health.closed(now);
            if (closed.isPresent()) {
                leave(departures.closed(head.job(), closed.get(), queue.size()), left);
            } else if (health.hasRoomBeside(inFlight) && pace.isFree(now)) {
                if (health.tryStart(head.job())) {
                    starts.add(unqueued());
                    started(head.job(), now);
                } else {
                    leave(departures.besideProbe(head.job(), queue.size()), left);
                }
            } else if (isStale(head, now)) {
                leave(departures.full(head.job(), queue.size(), now), left);
            } else {
                break;
            }
        }
        return new Turn<>(starts, left, change);
    }

    private void leave(Park park, List<Turn.Left<T>> left) {
        away.left(park.reason());
        left.add(new Turn.Left<>(unqueued(), park));
    }

    private T unqueued() {
        T job = queue.remove().job();
        bytes -= job.bytes();
        return job;
    }

    private boolean isStale(@Nullable Waiting<T> waiting, Instant now) {
        return waiting != null && waiting.since().plus(limits.maxWait()).isBefore(now);
    }

    boolean isFailing() {
        return health.isFailing();
    }

    /** Why not all is sent at once; empty when all is. */
    Optional<LaneCondition> condition(Instant now) {
        return health.state(now)
                .or(() -> away.isNone() ? Optional.empty() : Optional.of(LaneState.WAITING))
                .map(state ->
                        new LaneCondition(
                                state,
                                health.closed(now).map(Park::delay).filter(Duration::isPositive),
                                inFlight,
                                queue.size(),
                                away.byReason()));
    }

    /** Takes it off the board if nothing would be forgotten that is worth remembering. */
    boolean retire(Instant now) {
        retired =
                inFlight == 0
                        && queue.isEmpty()
                        && (touched.plus(MEMORY).isBefore(now)
                                || (health.isAsNew() && pace.isAsNew(now)));
        return retired;
    }

    /** Whether it is off the board: who still holds it must get another one. */
    boolean isRetired() {
        return retired;
    }
}
