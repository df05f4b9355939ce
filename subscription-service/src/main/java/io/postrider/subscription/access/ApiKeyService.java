package io.postrider.subscription.access;

import io.postrider.model.TenantId;
import io.postrider.subscription.identity.RandomBytes;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.refusal.RefusedException;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be done with keys. */
public final class ApiKeyService {

    private final ApiKeys keys;
    private final KeyRing ring;
    private final TenantGate tenants;
    private final Optional<Duration> maxLifetime;
    private final Chance chance;
    private final InstantSource clock;

    /** Where ids and keys come from. */
    public record Chance(TimeOrderedIds ids, RandomBytes random) {}

    /**
     * Creates the service.
     *
     * @param maxLifetime of new keys; without one they may last forever
     */
    public ApiKeyService(
            ApiKeys keys,
            KeyRing ring,
            TenantGate tenants,
            Optional<Duration> maxLifetime,
            Chance chance,
            InstantSource clock) {
        this.keys = keys;
        this.ring = ring;
        this.tenants = tenants;
        this.maxLifetime = maxLifetime;
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
     * @throws RefusedException when it would, when its tenant is not known, or when its end is not
     *     allowed
     */
    public Issued create(Caller caller, NewApiKey wanted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        FieldErrors errors = new FieldErrors();
        Optional<TenantId> tenant = tenant(caller, wanted, errors);
        Optional<ApiKey> maker = maker(caller, wanted, errors);
        Optional<Instant> expiresAt = end(wanted, maker, now, errors);
        errors.refuseIfAny();
        String text = KeyText.of(chance.random().next(KeyText.RANDOM_BYTES));
        ApiKey key =
                new ApiKey(
                        "key_" + chance.ids().next(),
                        KeyText.prefix(text),
                        wanted.name(),
                        tenant,
                        wanted.scopes(),
                        caller.actor().id(),
                        now,
                        expiresAt,
                        Optional.empty(),
                        Optional.empty(),
                        maker.map(ApiKey::id));
        keys.add(caller, key, Tokens.hash(text));
        return new Issued(key, text);
    }

    private Optional<TenantId> tenant(Caller caller, NewApiKey wanted, FieldErrors errors) {
        Optional<TenantId> named = wanted.tenant().map(id -> caller.owner(Optional.of(id)));
        named.filter(id -> !tenants.isKnown(id))
                .ifPresent(id -> errors.add("tenant", TenantGate.unknown(id)));
        Optional<TenantId> tenant = named.or(caller.reach()::tenant);
        if (tenant.isPresent() && wanted.scopes().contains(Scope.METRICS_READ)) {
            errors.add(
                    "scopes",
                    "the scope %s is for keys without a tenant: metrics concern all tenants"
                            .formatted(Scope.METRICS_READ.code()));
        }
        return tenant;
    }

    private Optional<ApiKey> maker(Caller caller, NewApiKey wanted, FieldErrors errors) {
        if (!wanted.revokeWithCreator()) {
            return Optional.empty();
        }
        Optional<ApiKey> maker =
                caller.actor().kind() == Actor.Kind.API_KEY
                        ? keys.find(Reach.EVERYBODY, caller.actor().id())
                        : Optional.empty();
        if (maker.isEmpty()) {
            errors.add(
                    "revoke_with_creator",
                    "revoke_with_creator is possible only when an API key makes the key");
        }
        return maker;
    }

    /** The end that is asked for, or else the latest that is allowed. */
    private Optional<Instant> end(
            NewApiKey wanted, Optional<ApiKey> maker, Instant now, FieldErrors errors) {
        Optional<Instant> latest =
                Stream.of(maxLifetime.map(now::plus), maker.flatMap(ApiKey::expiresAt))
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder());
        wanted.expiresAt()
                .ifPresent(end -> {
                    if (!end.isAfter(now)) {
                        errors.add("expires_at", "expires_at must lie in the future");
                    }
                    latest.filter(end::isAfter)
                            .ifPresent(limit ->
                                    errors.add(
                                            "expires_at",
                                            "expires_at must be %s at the latest, not %s"
                                                    .formatted(limit, end)));
                });
        return wanted.expiresAt().or(() -> latest);
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
