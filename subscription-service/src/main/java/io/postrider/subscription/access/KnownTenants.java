package io.postrider.subscription.access;

import io.postrider.model.TenantId;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers tenants for five seconds, so that not every event asks the database. One just made is
 * known at once; one just removed for those seconds still, and while the database does not answer.
 * The default tenant is always there.
 */
public final class KnownTenants implements TenantGate {

    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int MOST = 10_000;

    private final Tenants tenants;
    private final InstantSource clock;
    private final Map<TenantId, Instant> known = new ConcurrentHashMap<>();

    public KnownTenants(Tenants tenants, InstantSource clock) {
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public boolean isKnown(TenantId tenant) {
        Instant now = clock.instant();
        Instant until = known.get(tenant);
        return tenant.equals(TenantId.DEFAULT)
                || (until != null && now.isBefore(until))
                || isThere(tenant, until != null, now);
    }

    private boolean isThere(TenantId tenant, boolean wasThere, Instant now) {
        boolean there;
        try {
            there = tenants.find(Reach.EVERYBODY, tenant).isPresent();
        } catch (RuntimeException e) {
            if (wasThere) {
                return true;
            }
            throw e;
        }
        if (there && known.size() < MOST) {
            known.put(tenant, now.plus(REMEMBERED));
        } else {
            known.remove(tenant);
        }
        return there;
    }
}
