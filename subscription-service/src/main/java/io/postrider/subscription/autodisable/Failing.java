package io.postrider.subscription.autodisable;

import io.postrider.model.SubscriptionId;

import java.time.Instant;

/**
 * A subscription of which no attempt has succeeded since one failed, as far as history tells; to
 * the minute.
 *
 * @param since the first failure after the last success
 * @param lastFailureAt the latest one
 * @param failedDeliveries that came to rest meanwhile, exhausted or expired
 */
public record Failing(
        SubscriptionId subscription, Instant since, Instant lastFailureAt, long failedDeliveries) {}
