package io.postrider.subscription.rest;

import io.postrider.model.SubscriptionId;
import io.postrider.model.WorkerNote;
import io.postrider.subscription.pipeline.WorkerBook.Standing;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether deliveries of a webhook are sent at once, and else why not.
 *
 * @param state healthy, failing, throttled, waiting, paused by its owner, or unknown when the
 *     worker that held the lane has not been heard of
 * @param lastState what the worker said last; other than the state only where that is unknown
 * @param since when it has been in that state
 * @param nextAttemptAt when something may be sent again, where that is known
 * @param parked deliveries that wait in the retry tiers without an attempt, by reason
 */
record LaneView(
        String webhookId,
        String state,
        String lastState,
        @Nullable Instant since,
        @Nullable Instant nextAttemptAt,
        int inFlight,
        int queued,
        Map<String, Integer> parked,
        @Nullable String worker,
        @Nullable Instant reportedAt) {

    private static final String HEALTHY = "healthy";
    private static final String PAUSED = "paused";
    private static final String UNKNOWN = "unknown";

    static LaneView healthy(SubscriptionId id) {
        return new LaneView(id.value(), HEALTHY, HEALTHY, null, null, 0, 0, Map.of(), null, null);
    }

    /** The same of a webhook that its owner has paused. */
    LaneView paused(Instant at) {
        return new LaneView(
                webhookId,
                PAUSED,
                lastState,
                at,
                null,
                inFlight,
                queued,
                parked,
                worker,
                reportedAt);
    }

    static LaneView of(Standing standing) {
        WorkerNote.Lane lane = standing.lane();
        Map<String, Integer> parked = new TreeMap<>();
        lane.parked().forEach((reason, count) -> parked.put(reason.code(), count));
        return new LaneView(
                lane.subscription().value(),
                standing.current() ? lane.state().code() : UNKNOWN,
                lane.state().code(),
                lane.since(),
                lane.nextAttemptAt().orElse(null),
                lane.inFlight(),
                lane.queued(),
                parked,
                lane.worker(),
                lane.at());
    }
}
