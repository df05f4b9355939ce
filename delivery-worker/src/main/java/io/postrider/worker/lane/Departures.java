package io.postrider.worker.lane;

import io.postrider.model.ParkReason;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** When what leaves a lane without having started is to come again, and how much of it is away. */
final class Departures {

    private static final Duration MAX_GUESS = Duration.ofSeconds(16);

    /** What waits for a dead endpoint takes up no more than this of its partition. */
    private static final double BACK_PER_SECOND = 100;

    private final EndpointHealth health;
    private final Backlog backlog = new Backlog();
    private final ParkedCount parked = new ParkedCount();
    private final CalledBack calledBack = new CalledBack();
    private boolean proberSent;

    Departures(EndpointHealth health) {
        this.health = health;
    }

    /** One that was away for the reason is back. */
    void returned(ParkReason reason) {
        calledBack.returned();
        backlog.returned(reason);
        parked.returned(reason);
    }

    /** None of those that are away comes back. */
    void clear() {
        backlog.clear();
        parked.clear();
    }

    /** Those that are away, by reason, as far as this lane has seen them leave. */
    Map<ParkReason, Integer> parked() {
        return parked.byReason();
    }

    /**
     * Calls some of those back that are away.
     *
     * @param room for how many there is room; may be negative
     * @return how many are to come, beside those that are on their way
     */
    int callBack(int room, Instant now) {
        return calledBack.call(room, now);
    }

    /** Whether some that were called may still come. */
    boolean areExpected(Instant now) {
        return calledBack.isExpected(now);
    }

    /** Something has started, so that the endpoint is not closed now. */
    void started() {
        proberSent = false;
    }

    /**
     * It leaves because the endpoint is closed. The first one to do so comes back when it opens.
     * The others come later, one after the other and each time after twice as long, so that what
     * waits for a dead endpoint does not go round and round.
     */
    Park closed(LaneJob job, Park closed, int queued) {
        return inLine(untilOpen(job, closed, queued));
    }

    private Park untilOpen(LaneJob job, Park closed, int queued) {
        if (!proberSent) {
            proberSent = true;
            return closed;
        }
        Duration inTurn = closed.delay().plus(backlog.waitBehind(queued, BACK_PER_SECOND));
        return closed.waiting(longer(inTurn, twiceTheLast(job)));
    }

    /** It leaves because another one is the probe. */
    Park besideProbe(LaneJob job, int queued, Instant now) {
        return closed(job, Park.failing(Duration.ZERO, health.failingFor(now)), queued);
    }

    /** It leaves because the endpoint asked for a pause: until that is over and there is room. */
    Park paused(Duration pause, int queued) {
        return inLine(
                new Park(
                        ParkReason.ENDPOINT_THROTTLING,
                        pause.plus(shorter(untilRoom(queued), Park.LONGEST))));
    }

    /**
     * It leaves because there is no room: for as long as those before it will take, going by the
     * attempts that were answered. Where none is answered that says nothing, so it is guessed from
     * how long those in flight have gone without an answer, and what comes in vain comes again
     * after twice the time.
     */
    Park full(LaneJob job, int queued, Instant now) {
        Duration again =
                longer(
                        twiceTheLast(job),
                        backlog.waitBehind(queued, health.perSecondThoughSilent(now)));
        Duration wait = longer(untilRoom(queued), shorter(again, MAX_GUESS));
        return inLine(new Park(ParkReason.LANE_FULL, shorter(wait, Park.LONGEST)));
    }

    private Park inLine(Park park) {
        backlog.left();
        parked.left(park.reason());
        return park;
    }

    /** It leaves until its slot of the rate limit, or until it asks again. */
    Park rateLimited(Duration untilSlot) {
        parked.left(ParkReason.RATE_LIMIT);
        return new Park(ParkReason.RATE_LIMIT, shorter(untilSlot, Park.MAX_SLOT_WAIT));
    }

    private Duration untilRoom(int queued) {
        return backlog.waitBehind(queued, health.perSecond());
    }

    private static Duration twiceTheLast(LaneJob job) {
        return job.lastWait().multipliedBy(2);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
