package io.postrider.subscription.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.Payload;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.Doorkeeper.Verdict;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.testing.SettableClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class SessionServiceTest {

    private static final String ADDRESS = "192.0.2.7";
    private static final ApiKey KEY =
            new ApiKey(
                    "key_1",
                    "pk_0",
                    "a key",
                    Optional.of(new TenantId("acme")),
                    Set.of(Scope.EVENTS_WRITE),
                    "admin",
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    private final SettableClock clock = SettableClock.at("2026-01-01T00:00:00Z");
    private final AdminKey admin = new AdminKey("an-admin-key-that-somebody-made-up");
    private final FakeKeys keys = new FakeKeys();
    private final FakeSessions stored = new FakeSessions();
    private final SessionService sessions =
            new SessionService(
                    stored,
                    keys,
                    admin,
                    new SessionService.Source(byte[]::new, clock),
                    Duration.ofHours(1));

    private static final class FakeSessions implements Sessions {
        private final Map<Payload, Stored> byHash = new HashMap<>();

        @Override
        public void add(Caller caller, Payload hash, Stored session, Instant now) {
            byHash.put(hash, session);
        }

        @Override
        public Optional<Stored> find(Payload hash) {
            return Optional.ofNullable(byHash.get(hash));
        }

        @Override
        public void remove(Caller caller, Payload hash) {
            byHash.remove(hash);
        }
    }

    private Caller callerOf(Verdict.Admitted admitted) {
        String token = sessions.open(admitted).token();
        return sessions.find(token, ADDRESS).orElseThrow().caller();
    }

    @Test
    void aSessionCanDoWhatItsKeyCan() {
        keys.add(Caller.POSTRIDER, KEY, Payload.of("hash"));

        assertThat(callerOf(new Verdict.Admitted(KEY.caller(ADDRESS))))
                .isEqualTo(KEY.caller(ADDRESS));
        assertThat(callerOf(new Verdict.Admitted(admin.caller(ADDRESS))))
                .isEqualTo(admin.caller(ADDRESS));
    }

    @Test
    void aSessionOfSomebodyFromTheIdentityProviderCanDoWhatItSaidOfThem() {
        Caller person =
                new Caller(
                        new Actor(Actor.Kind.TOKEN, "user-7", "Ada", ADDRESS),
                        Reach.of(new TenantId("acme")),
                        Set.of(Scope.WEBHOOKS_READ));

        assertThat(callerOf(new Verdict.Admitted(person))).isEqualTo(person);
        assertThat(stored.byHash.values())
                .extracting(Sessions.Stored::origin)
                .containsExactly(
                        new Sessions.Origin.OfPerson(
                                "user-7", "Ada", person.reach(), person.scopes()));
    }

    /** It would be taken for one of the admin key, which is none of those that are kept. */
    @Test
    void aKeyThatWasRemovedAMomentAgoOpensNone() {
        assertThatThrownBy(() -> sessions.open(new Verdict.Admitted(KEY.caller(ADDRESS))))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal()).isInstanceOf(Refusal.Unauthenticated.class));
        assertThat(stored.byHash).isEmpty();
    }
}
