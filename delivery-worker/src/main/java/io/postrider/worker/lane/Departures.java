package io.postrider.worker.lane;

import io.postrider.model.ParkReason;

import java.time.Duration;
import java.time.Instant;

/** When what leaves a lane without having started is to come again, and how much of it is away. */
final class Departures {

    private static final Duration LONGEST_GUESS = Duration.ofSeconds(16);

    /** What waits for a dead endpoint takes up no more than this of its partition. */
    private static final double BACK_PER_SECOND = 100;

    private final EndpointHealth health;
    private final Backlog backlog = new Backlog();
    private boolean proberSent;

    Departures(EndpointHealth health) {
        this.health = health;
    }

    /** One that was away for the reason is back. */
    void returned(ParkReason reason) {
        backlog.returned(reason);
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
        Park park = untilOpen(job, closed, queued);
        backlog.left();
        return park;
    }

    private Park untilOpen(LaneJob job, Park closed, int queued) {
        if (!proberSent) {
            proberSent = true;
            return closed;
        }
        if (closed.reason() == ParkReason.ENDPOINT_THROTTLING) {
            return new Park(
                    closed.reason(),
                    closed.delay().plus(Park.bounded(closed.reason(), untilRoom(queued)).delay()));
        }
        Duration inTurn = closed.delay().plus(backlog.waitBehind(queued, BACK_PER_SECOND));
        return Park.bounded(closed.reason(), longer(inTurn, twiceTheLast(job)));
    }

    /** It leaves because another one is the probe. */
    Park besideProbe(LaneJob job, int queued) {
        return closed(job, new Park(ParkReason.ENDPOINT_FAILING, Duration.ZERO), queued);
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
        Duration guess = again.compareTo(LONGEST_GUESS) > 0 ? LONGEST_GUESS : again;
        Park park = Park.bounded(ParkReason.LANE_FULL, longer(untilRoom(queued), guess));
        backlog.left();
        return park;
    }

    private Duration untilRoom(int queued) {
        return backlog.waitBehind(queued, health.perSecond());
    }

    private static Duration twiceTheLast(LaneJob job) {
        return job.lastWait().multipliedBy(2);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
