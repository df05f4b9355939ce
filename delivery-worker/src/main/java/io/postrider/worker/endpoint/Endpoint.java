package io.postrider.worker.endpoint;

import io.postrider.model.RateLimit;
import io.postrider.model.SubscriptionId;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.model.signature.SignatureScheme;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a subscription's deliveries go.
 *
 * @param active whether deliveries are attempted
 * @param secrets every one of them signs each POST
 * @param timeout for one whole exchange
 * @param rateLimit of attempts; without one there is no limit
 */
public record Endpoint(
        SubscriptionId id,
        URI url,
        boolean active,
        List<SignatureScheme> secrets,
        RetrySchedule schedule,
        Duration timeout,
        Optional<RateLimit> rateLimit) {

    public Endpoint {
        secrets = List.copyOf(secrets);
    }
}
