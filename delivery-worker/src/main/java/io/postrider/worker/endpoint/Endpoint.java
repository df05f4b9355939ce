package io.postrider.worker.endpoint;

import io.postrider.model.RateLimit;
import io.postrider.model.SubscriptionId;
import io.postrider.model.access.EndpointAccess;
import io.postrider.model.format.RetryOn;
import io.postrider.model.retry.RetrySchedule;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a subscription's deliveries go.
 *
 * @param active whether deliveries are attempted
 * @param retryOn the failures that are worth another attempt
 * @param timeout for one whole exchange
 * @param access how requests prove whose they are
 * @param rateLimit of attempts; without one there is no limit
 */
public record Endpoint(
        SubscriptionId id,
        URI url,
        boolean active,
        PostShape shape,
        EndpointAccess access,
        RetrySchedule schedule,
        RetryOn retryOn,
        Duration timeout,
        Optional<RateLimit> rateLimit) {

    /** One whose requests prove nothing but their signature. */
    public Endpoint(
            SubscriptionId id,
            URI url,
            boolean active,
            PostShape shape,
            RetrySchedule schedule,
            RetryOn retryOn,
            Duration timeout,
            Optional<RateLimit> rateLimit) {
        this(id, url, active, shape, EndpointAccess.NONE, schedule, retryOn, timeout, rateLimit);
    }

    Endpoint shaped(PostShape other) {
        return new Endpoint(id, url, active, other, access, schedule, retryOn, timeout, rateLimit);
    }
}
