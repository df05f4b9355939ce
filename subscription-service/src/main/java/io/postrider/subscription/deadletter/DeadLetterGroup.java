package io.postrider.subscription.deadletter;

import io.postrider.model.DeadLetterReason;
import io.postrider.model.SubscriptionId;

import java.time.Instant;

/**
 * Dead letters of one webhook that rest for the same reason.
 *
 * @param count how many there are
 * @param firstFailedAt when the first of them came to rest
 * @param lastFailedAt when the last one did
 */
public record DeadLetterGroup(
        SubscriptionId subscription,
        DeadLetterReason reason,
        long count,
        Instant firstFailedAt,
        Instant lastFailedAt) {}
