package io.postrider.subscription.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.TenantId;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.testing.SettableClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

class ApiKeyServiceTest {

    private static final Duration MAX = Duration.ofDays(90);
    private static final Caller ADMIN =
            new Caller(
                    new Actor(Actor.Kind.ADMIN_KEY, "admin", "admin key", ""),
                    Reach.EVERYBODY,
                    EnumSet.allOf(Scope.class));

    private final SettableClock clock = SettableClock.at("2026-01-01T00:00:00Z");
    private final FakeKeys keys = new FakeKeys();
    private final ApiKeyService service =
            new ApiKeyService(
                    keys,
                    new KeyRing(keys, clock),
                    TenantGate.OPEN,
                    Optional.of(MAX),
                    new ApiKeyService.Chance(new TimeOrderedIds(clock, byte[]::new), byte[]::new),
                    clock);

    private ApiKey create(Caller caller, Scope scope, Optional<Instant> end, boolean withCreator) {
        return service.create(
                        caller,
                        new NewApiKey("a key", Set.of(scope), Optional.empty(), end, withCreator))
                .key();
    }

    @Test
    void endsKeysAtTheLongestLifetimeUnlessTheyAreToEndSooner() {
        Instant limit = clock.instant().plus(MAX);

        assertThat(create(ADMIN, Scope.ADMIN, Optional.empty(), false).expiresAt()).hasValue(limit);
        assertThat(create(ADMIN, Scope.ADMIN, Optional.of(limit), false).expiresAt())
                .hasValue(limit);
        assertThatThrownBy(
                        () -> create(ADMIN, Scope.ADMIN, Optional.of(limit.plusMillis(1)), false))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("expires_at must be " + limit);
    }

    @Test
    void endsAKeyWithTheOneThatMadeIt() {
        Instant end = clock.instant().plus(Duration.ofDays(1));
        ApiKey maker = create(ADMIN, Scope.ADMIN, Optional.of(end), false);

        ApiKey made = create(maker.caller(""), Scope.EVENTS_WRITE, Optional.empty(), true);

        assertThat(made.revokedWith()).hasValue(maker.id());
        assertThat(made.expiresAt()).hasValue(end);
        assertThat(
                        create(maker.caller(""), Scope.EVENTS_WRITE, Optional.empty(), false)
                                .revokedWith())
                .isEmpty();
        assertThatThrownBy(() -> create(ADMIN, Scope.EVENTS_WRITE, Optional.empty(), true))
                .hasMessageContaining("revoke_with_creator is possible only");
    }

    @Test
    void givesMetricsToKeysWithoutATenantAlone() {
        Caller bound = ADMIN.actingFor(new TenantId("acme"));

        assertThat(create(ADMIN, Scope.METRICS_READ, Optional.empty(), false).scopes())
                .containsExactly(Scope.METRICS_READ);
        assertThatThrownBy(() -> create(bound, Scope.METRICS_READ, Optional.empty(), false))
                .hasMessageContaining("for keys without a tenant");
    }
}
