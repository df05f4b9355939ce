package io.postrider.subscription.quota;

import io.postrider.model.TenantId;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import java.time.Duration;
import java.util.Optional;

/** Says which quota is used up, its limit, and what to do. */
public final class OverQuota {

    private OverQuota() {}

    /** There are as many as the quota allows, or more. */
    public static RefusedException full(
            Optional<TenantId> tenant, Quota quota, long limit, long used) {
        String advice =
                switch (quota) {
                    case WEBHOOKS -> "delete one";
                    case API_KEYS -> "revoke one";
                    case REPLAYS -> "wait for one to end, or cancel one";
                    case LIVE_TAILS -> "close one";
                    case TESTS, SEARCHES, EVENTS_PER_SECOND, BYTES_PER_SECOND ->
                            "try again when one has ended";
                };
        return refused(
                "%s %d %s, and the quota %s allows %d; %s, or have an operator raise the quota"
                        .formatted(owner(tenant), used, quota.noun(), quota.code(), limit, advice),
                quota,
                limit,
                quota.retryAfter());
    }

    /** More comes than the rate allows. */
    static RefusedException tooFast(TenantId tenant, Quota quota, long limit, Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return refused(
                "The quota %s of the tenant %s allows %d %s; try again in %d seconds"
                        .formatted(quota.code(), tenant, limit, quota.noun(), seconds),
                quota,
                limit,
                Optional.of(Duration.ofSeconds(seconds)));
    }

    /** One request is more than the rate ever allows at once. */
    static RefusedException tooMuch(TenantId tenant, Quota quota, long limit, long wanted) {
        return refused(
                "The quota %s of the tenant %s allows %d %s and %d at once, not %d; send fewer at a time, or have an operator raise the quota"
                        .formatted(
                                quota.code(),
                                tenant,
                                limit,
                                quota.noun(),
                                SharedRate.capacity(limit),
                                wanted),
                quota,
                limit,
                Optional.empty());
    }

    private static RefusedException refused(
            String detail, Quota quota, long limit, Optional<Duration> retryAfter) {
        return new RefusedException(new Refusal.OverQuota(detail, quota.code(), limit, retryAfter));
    }

    private static String owner(Optional<TenantId> tenant) {
        return tenant.map(id -> "The tenant %s has".formatted(id))
                .orElse("Callers who act for no tenant have");
    }
}
