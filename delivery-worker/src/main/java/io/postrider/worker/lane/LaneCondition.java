package io.postrider.worker.lane;

import io.postrider.model.LaneState;
import io.postrider.model.ParkReason;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Why not all deliveries of a lane are sent at once.
 *
 * @param untilAttempt how long nothing may start, where that is known
 * @param parked jobs in the retry tiers, by reason
 */
public record LaneCondition(
        LaneState state,
        Optional<Duration> untilAttempt,
        int inFlight,
        int queued,
        Map<ParkReason, Integer> parked) {}
