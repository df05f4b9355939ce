package io.postrider.worker.retry;

import io.postrider.model.Progress;
import io.postrider.model.retry.RetryLadder;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a waiting delivery goes next: into another tier, or back to the deliveries.
 *
 * @param ladder the tiers there are
 */
public record ReleaseRule(RetryLadder ladder) {

    /** The tier to wait in, or nothing when the delivery is due; one that does not wait is due. */
    public Optional<Duration> nextTier(Progress progress, Instant now) {
        return progress.pause().flatMap(wait -> ladder.nextTier(wait, now));
    }
}
