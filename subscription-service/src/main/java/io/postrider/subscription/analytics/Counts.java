package io.postrider.subscription.analytics;

import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Reads what was counted. */
public interface Counts {

    /** Figures of each interval in which anything happened, by its beginning. */
    Map<Instant, Figures> byInterval(Scope scope, Period period);

    /** Of whom; of all where neither is given. */
    record Scope(Optional<TenantId> tenant, Optional<SubscriptionId> subscription) {

        public static Scope of(SubscriptionId subscription) {
            return new Scope(Optional.empty(), Optional.of(subscription));
        }
    }
}
