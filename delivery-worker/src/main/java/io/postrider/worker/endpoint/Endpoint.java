package io.postrider.worker.endpoint;

import io.postrider.model.RateLimit;
import io.postrider.model.SubscriptionId;
import io.postrider.model.access.EndpointAccess;
import io.postrider.model.format.RetryOn;
import io.postrider.model.retry.RetrySchedule;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a subscription's deliveries go.
 *
 * @param active whether deliveries are attempted at all
 * @param pausedAt since when they are held; empty when they are not
 * @param retryOn the failures that are worth another attempt
 * @param timeout for one whole exchange
 * @param access how requests prove whose they are
 * @param rateLimit of attempts; without one there is no limit
 */
public record Endpoint(
        SubscriptionId id,
        URI url,
        boolean active,
        Optional<Instant> pausedAt,
        PostShape shape,
        EndpointAccess access,
        RetrySchedule schedule,
        RetryOn retryOn,
        Duration timeout,
        Optional<RateLimit> rateLimit) {

    /** Whether deliveries are attempted now. */
    public boolean isOpen() {
        return active && pausedAt.isEmpty();
    }

    /** Since when deliveries are held; what is disabled holds nothing. */
    public Optional<Instant> heldSince() {
        return active ? pausedAt : Optional.empty();
    }

    Endpoint shaped(PostShape other) {
        return new Endpoint(
                id, url, active, pausedAt, other, access, schedule, retryOn, timeout, rateLimit);
    }
}
