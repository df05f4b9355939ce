package io.postrider.subscription.limit;

/** Counts requests, across all instances of the service. */
@FunctionalInterface
public interface ApiLimits {

    /** Counts a request of the caller, even one beyond the limit. */
    Allowance take(String caller, LimitedAction action, ApiLimit limit);
}
