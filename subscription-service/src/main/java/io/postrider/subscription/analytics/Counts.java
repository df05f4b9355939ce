package io.postrider.subscription.analytics;

import io.postrider.model.SubscriptionId;
import io.postrider.subscription.access.Reach;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Reads what was counted. */
public interface Counts {

    /** Figures of each interval in which anything happened, by its beginning. */
    Map<Instant, Figures> byInterval(Scope scope, Period period);

    /** Of whom: of one subscription, or of all within reach. */
    record Scope(Reach reach, Optional<SubscriptionId> subscription) {}
}
