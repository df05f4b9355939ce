package io.postrider.subscription.limit;

import java.util.Map;
import java.util.Optional;

/**
 * Who may do what how often.
 *
 * @param adminExempt whether nothing of it holds for operators
 */
public record LimitRules(Map<LimitedAction, ApiLimit> limits, boolean adminExempt) {

    public LimitRules {
        limits = Map.copyOf(limits);
    }

    /** The limit, unless there is none for the caller. */
    public Optional<ApiLimit> limit(LimitedAction action, boolean admin) {
        return admin && adminExempt ? Optional.empty() : Optional.ofNullable(limits.get(action));
    }
}
