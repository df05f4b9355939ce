package io.postrider.subscription.webhook;

import io.postrider.model.SubscriptionId;

import java.time.Instant;
import java.util.List;

/** Knows which subscriptions have an old secret beside the current one. */
@FunctionalInterface
public interface SecretOverlaps {

    /** Some of those whose old secret signs no more from now on. */
    List<SubscriptionId> over(Instant now);
}
