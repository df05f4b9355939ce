package io.postrider.subscription.deadletter;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.RecordPosition;
import io.postrider.subscription.history.DeliveryRef;

import java.time.Instant;
import java.util.Optional;

/**
 * A failed delivery at rest.
 *
 * @param detail what the last attempt said, for people
 * @param position in the {@code dead-letters} topic
 * @param replayedAt when it was taken back, unless it failed again since
 */
public record DeadLetter(
        DeliveryRef ref,
        DeadLetterReason reason,
        String detail,
        Optional<Integer> status,
        int attempts,
        int replays,
        Instant failedAt,
        RecordPosition position,
        Optional<Instant> replayedAt) {}
