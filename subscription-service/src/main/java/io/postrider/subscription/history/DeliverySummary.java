package io.postrider.subscription.history;

import java.time.Instant;
import java.util.Optional;

/**
 * A delivery as history knows it.
 *
 * @param lastResponseBody the start of the body that answered its last attempt; empty when there
 *     was none
 */
public record DeliverySummary(
        DeliveryRef ref,
        Standing standing,
        Optional<LastOutcome> lastOutcome,
        String lastResponseBody,
        Optional<RecordPlace> place,
        Instant updatedAt) {

    /** That it is queued once more. The record that says so will tell history the same. */
    public DeliveryFacts replayedAt(Instant now) {
        int attempts = standing.attempts();
        int replays = standing.replays() + 1;
        return new DeliveryFacts(
                ref,
                false,
                Ranked.of(
                        Rank.of(replays, attempts, Rank.Kind.QUEUED),
                        Standing.pending(attempts, replays, Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                0,
                now);
    }
}
