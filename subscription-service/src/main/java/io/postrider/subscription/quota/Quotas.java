package io.postrider.subscription.quota;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Limits by quota, each within the bounds of its quota.
 *
 * @param limits for all quotas, or for some of them
 */
public record Quotas(Map<Quota, Long> limits) {

    public static final Quotas NONE = new Quotas(Map.of());

    public Quotas {
        limits = Map.copyOf(limits);
        limits.forEach((quota, limit) -> {
            var _ = quota.checked(limit);
        });
    }

    public Optional<Long> limit(Quota quota) {
        return Optional.ofNullable(limits.get(quota));
    }

    /** The same with another limit of the quota, or without one. */
    public Quotas with(Quota quota, Optional<Long> limit) {
        Map<Quota, Long> changed = new EnumMap<>(Quota.class);
        changed.putAll(limits);
        limit.ifPresentOrElse(it -> changed.put(quota, it), () -> changed.remove(quota));
        return new Quotas(changed);
    }
}
