package io.postrider.subscription.quota;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.github.bucket4j.TimeMeter;
import io.postrider.model.Event;
import io.postrider.model.TenantId;
import io.postrider.subscription.quota.SharedRate.Verdict;
import io.postrider.subscription.refusal.RefusedException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds each tenant to its rates of events and of bytes, where events come in over HTTP. */
public final class EventRates {

    /** Longer than a bucket needs to fill up again. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private final QuotaLimits limits;
    private final SharedBuckets shared;
    private final TimeMeter time;
    private final Cache<Key, SharedRate> rates =
            Caffeine.newBuilder().expireAfterAccess(FORGOTTEN_AFTER).build();

    private record Key(TenantId tenant, Quota quota) {}

    private record Charge(Key key, long amount) {}

    public EventRates(QuotaLimits limits, SharedBuckets shared, TimeMeter time) {
        this.limits = limits;
        this.shared = shared;
        this.time = time;
    }

    /**
     * Lets the tenant pass when it may hand in anything now, before its request is read.
     *
     * @throws RefusedException when one of its rates is used up
     */
    public void requireOpen(TenantId tenant) {
        for (Quota quota : List.of(Quota.EVENTS_PER_SECOND, Quota.BYTES_PER_SECOND)) {
            SharedRate rate = rate(new Key(tenant, quota));
            refuse(rate.look(), new Charge(new Key(tenant, quota), 1), rate.limit());
        }
    }

    /**
     * Counts events against the rates of their tenants: all of them, or none.
     *
     * @throws RefusedException when there is not room for all of them
     */
    public void take(List<Event> events) {
        List<Charge> taken = new ArrayList<>();
        try {
            for (Charge charge : charges(events)) {
                SharedRate rate = rate(charge.key());
                refuse(rate.take(charge.amount()), charge, rate.limit());
                taken.add(charge);
            }
        } catch (RefusedException e) {
            taken.forEach(charge -> rate(charge.key()).giveBack(charge.amount()));
            throw e;
        }
    }

    private static List<Charge> charges(List<Event> events) {
        Map<Key, Long> amounts = new LinkedHashMap<>();
        for (Event event : events) {
            TenantId tenant = event.tenant();
            amounts.merge(new Key(tenant, Quota.EVENTS_PER_SECOND), 1L, Long::sum);
            amounts.merge(
                    new Key(tenant, Quota.BYTES_PER_SECOND),
                    (long) event.data().length(),
                    Long::sum);
        }
        return amounts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> new Charge(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void refuse(Verdict verdict, Charge charge, long limit) {
        TenantId tenant = charge.key().tenant();
        Quota quota = charge.key().quota();
        switch (verdict) {
            case Verdict.Taken _ -> {}
            case Verdict.Wait(Duration wait) -> throw OverQuota.tooFast(tenant, quota, limit, wait);
            case Verdict.Never _ -> throw OverQuota.tooMuch(tenant, quota, limit, charge.amount());
        }
    }

    /** A limit that has changed begins with a full bucket. */
    private SharedRate rate(Key key) {
        long limit = limits.limit(Optional.of(key.tenant()), key.quota());
        @Nullable SharedRate known = rates.getIfPresent(key);
        return known != null && known.limit() == limit
                ? known
                : rates.asMap()
                        .compute(
                                key,
                                (_, current) ->
                                        current != null && current.limit() == limit
                                                ? current
                                                : new SharedRate(limit, time));
    }

    /**
     * Tells the other instances what was taken here, and learns what all of them took.
     *
     * @throws RuntimeException when the shared buckets cannot be reached; the rest is told next
     *     time
     */
    public void report() {
        rates.asMap().forEach((key, rate) -> rate.report(shared, name(key, rate.limit())));
    }

    private static String name(Key key, long limit) {
        return "quota:%s:%s:%d".formatted(key.quota().code(), key.tenant(), limit);
    }
}
