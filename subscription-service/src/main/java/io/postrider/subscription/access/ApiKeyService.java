package io.postrider.subscription.access;

import io.postrider.subscription.identity.RandomBytes;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.refusal.RefusedException;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What can be done with keys. */
public final class ApiKeyService {

    private final ApiKeys keys;
    private final KeyRing ring;
    private final TenantGate tenants;
    private final Chance chance;
    private final InstantSource clock;

    /** Where ids and keys come from. */
    public record Chance(TimeOrderedIds ids, RandomBytes random) {}

    public ApiKeyService(
            ApiKeys keys, KeyRing ring, TenantGate tenants, Chance chance, InstantSource clock) {
        this.keys = keys;
        this.ring = ring;
        this.tenants = tenants;
        this.chance = chance;
        this.clock = clock;
    }

    /**
     * A key that is new.
     *
     * @param text the key itself, for this once
     */
    public record Issued(ApiKey key, String text) {}

    /**
     * A key that may do no more than its maker.
     *
     * @throws RefusedException when it would, or when its tenant is not known or it would be
     *     expired already
     */
    public Issued create(Caller caller, NewApiKey wanted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var tenant = wanted.tenant().map(named -> caller.owner(Optional.of(named)));
        FieldErrors errors = new FieldErrors();
        tenant.filter(named -> !tenants.isKnown(named))
                .ifPresent(named -> errors.add("tenant", TenantGate.unknown(named)));
        if (wanted.expiresAt().filter(end -> !end.isAfter(now)).isPresent()) {
            errors.add("expires_at", "expires_at must lie in the future");
        }
        errors.refuseIfAny();
        String text = KeyText.of(chance.random().next(KeyText.RANDOM_BYTES));
        ApiKey key =
                new ApiKey(
                        "key_" + chance.ids().next(),
                        KeyText.prefix(text),
                        wanted.name(),
                        tenant.or(caller.reach()::tenant),
                        wanted.scopes(),
                        caller.actor().id(),
                        now,
                        wanted.expiresAt(),
                        Optional.empty(),
                        Optional.empty());
        keys.add(caller, key, Tokens.hash(text));
        return new Issued(key, text);
    }

    public ApiKey get(Reach reach, String id) {
        return keys.find(reach, id).orElseThrow(() -> unknown(id));
    }

    public List<ApiKey> list(Reach reach, Optional<String> before, int limit) {
        return keys.list(reach, before, limit);
    }

    public void revoke(Caller caller, String id) {
        if (!keys.revoke(caller, id, clock.instant())) {
            throw unknown(id);
        }
        ring.forget(id);
    }

    private static RefusedException unknown(String id) {
        return RefusedException.notFound("API key", id);
    }
}
