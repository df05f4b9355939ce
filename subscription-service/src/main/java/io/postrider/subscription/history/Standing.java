package io.postrider.subscription.history;

import io.postrider.model.DeadLetterReason;

import java.time.Instant;
import java.util.Optional;

/**
 * How a delivery stands.
 *
 * @param attempts made so far, over all replays
 * @param replays times it was taken back from the dead letters
 * @param reason of a failed one
 * @param nextAttemptAt where it waits for a retry
 * @param completedAt where nothing is to follow
 */
public record Standing(
        DeliveryState state,
        int attempts,
        int replays,
        Optional<DeadLetterReason> reason,
        Optional<Instant> nextAttemptAt,
        Optional<Instant> completedAt) {

    static Standing pending(int attempts, int replays, Optional<Instant> nextAttemptAt) {
        return new Standing(
                DeliveryState.PENDING,
                attempts,
                replays,
                Optional.empty(),
                nextAttemptAt,
                Optional.empty());
    }

    static Standing delivered(int attempts, int replays, Instant at) {
        return new Standing(
                DeliveryState.DELIVERED,
                attempts,
                replays,
                Optional.empty(),
                Optional.empty(),
                Optional.of(at));
    }

    static Standing failed(int attempts, int replays, DeadLetterReason reason, Instant at) {
        return new Standing(
                DeliveryState.FAILED,
                attempts,
                replays,
                Optional.of(reason),
                Optional.empty(),
                Optional.of(at));
    }

    static Standing cancelled(int attempts, int replays, Instant at) {
        return new Standing(
                DeliveryState.CANCELLED,
                attempts,
                replays,
                Optional.empty(),
                Optional.empty(),
                Optional.of(at));
    }
}
