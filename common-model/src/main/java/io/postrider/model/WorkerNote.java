package io.postrider.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a worker lets others know of itself. */
public sealed interface WorkerNote {

    /**
     * A worker is there.
     *
     * @param worker its name, another one after each start
     */
    record Alive(String worker, Instant at) implements WorkerNote {}

    /**
     * A lane that is not quite healthy.
     *
     * @param worker that holds it
     * @param since when it has been in the state
     * @param nextAttemptAt when something may be sent again, where that is known
     * @param inFlight attempts under way
     * @param queued deliveries that wait in the worker
     * @param parked deliveries that this worker has parked in the retry tiers and not seen since
     * @param at when it was so
     */
    record Lane(
            SubscriptionId subscription,
            String worker,
            LaneState state,
            Instant since,
            Optional<Instant> nextAttemptAt,
            int inFlight,
            int queued,
            Map<ParkReason, Integer> parked,
            Instant at)
            implements WorkerNote {

        public Lane {
            parked = Map.copyOf(parked);
        }
    }

    /** Nothing is to be said any more of the worker or the lane that the key names. */
    record Gone(String key) implements WorkerNote {}
}
