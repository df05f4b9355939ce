package io.postrider.subscription.quota;

import io.postrider.model.TenantId;
import io.postrider.subscription.refusal.RefusedException;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts what is under way at this instance, and admits no more than the quota of each tenant. */
public final class UnderWay {

    private final QuotaLimits limits;
    private final Map<Counted, Integer> counts = new HashMap<>();

    private record Counted(Optional<TenantId> tenant, Quota quota) {}

    /** The place of one thing that is under way; closing it makes room, once. */
    @FunctionalInterface
    public interface Place extends AutoCloseable {

        @Override
        void close();
    }

    public UnderWay(QuotaLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes a place.
     *
     * @param tenant absent for callers that are bound to none, who share one count
     * @throws RefusedException when the quota is used up
     */
    public Place enter(Optional<TenantId> tenant, Quota quota) {
        Counted counted = new Counted(tenant, quota);
        long limit = limits.limit(tenant, quota);
        synchronized (counts) {
            int used = counts.getOrDefault(counted, 0);
            if (used >= limit) {
                throw OverQuota.full(tenant, quota, limit, used);
            }
            counts.put(counted, used + 1);
        }
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                leave(counted);
            }
        };
    }

    private void leave(Counted counted) {
        synchronized (counts) {
            counts.computeIfPresent(counted, (_, used) -> used > 1 ? used - 1 : null);
        }
    }

    /** How many are under way. */
    public int count(Optional<TenantId> tenant, Quota quota) {
        synchronized (counts) {
            return counts.getOrDefault(new Counted(tenant, quota), 0);
        }
    }
}
