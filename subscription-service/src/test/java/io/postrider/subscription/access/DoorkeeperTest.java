package io.postrider.subscription.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.Doorkeeper.Verdict;
import io.postrider.subscription.access.FailureListener.Failure;
import io.postrider.testing.SettableClock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class DoorkeeperTest {

    private static final String ADMIN = "an-admin-key-that-somebody-made-up";
    private static final String ADDRESS = "192.0.2.7";

    private final SettableClock clock = SettableClock.at("2026-01-01T00:00:00Z");
    private final FakeKeys keys = new FakeKeys();
    private final List<Failure> failures = new ArrayList<>();
    private final Doorkeeper doorkeeper = doorkeeper(ADMIN);

    private Doorkeeper doorkeeper(String adminKey) {
        return new Doorkeeper(
                new AdminKey(adminKey),
                new KeyRing(keys, clock),
                TokenReader.NONE,
                new FailedAttempts(
                        new FailedAttempts.Rule(
                                2, Duration.ofMinutes(1), Duration.ofMinutes(5), 10)),
                (failure, address) -> {
                    assertThat(address).isEqualTo(ADDRESS);
                    failures.add(failure);
                },
                clock);
    }

    private String newKey(Optional<Instant> expiresAt) {
        String text = KeyText.of(new byte[KeyText.RANDOM_BYTES]);
        keys.add(
                Caller.POSTRIDER,
                new ApiKey(
                        "key_1",
                        KeyText.prefix(text),
                        "a key",
                        Optional.of(new TenantId("acme")),
                        Set.of(Scope.EVENTS_WRITE),
                        "admin",
                        clock.instant(),
                        expiresAt,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Tokens.hash(text));
        return text;
    }

    private boolean admits(String token) {
        return doorkeeper.admit(token, ADDRESS) instanceof Verdict.Admitted;
    }

    @Test
    void admitsWhoShowsAKey() {
        Verdict verdict = doorkeeper.admit(newKey(Optional.empty()), ADDRESS);

        assertThat(verdict).isInstanceOf(Verdict.Admitted.class);
        Caller caller = ((Verdict.Admitted) verdict).caller();
        assertThat(caller.reach()).isEqualTo(Reach.of(new TenantId("acme")));
        assertThat(caller.may(Scope.EVENTS_WRITE)).isTrue();
        assertThat(caller.may(Scope.WEBHOOKS_READ)).isFalse();
        assertThat(caller.isOperator()).isFalse();
        assertThat(caller.actor().address()).isEqualTo(ADDRESS);
        assertThat(keys.used).containsExactly("key_1");
    }

    @Test
    void looksAKeyUpAgainAfterASecond() {
        String key = newKey(Optional.empty());
        assertThat(admits(key)).isTrue();
        assertThat(admits(key)).isTrue();
        assertThat(keys.lookedUp).isEqualTo(1);

        keys.removeAll();
        clock.advance(Duration.ofSeconds(1));

        assertThat(admits(key)).isFalse();
    }

    @Test
    void takesNoKeyThatHasExpiredSinceItWasLookedUp() {
        String key = newKey(Optional.of(clock.instant().plusMillis(500)));
        assertThat(admits(key)).isTrue();

        clock.advance(Duration.ofMillis(500));

        assertThat(admits(key)).isFalse();
    }

    @Test
    void takesKeysUsedLatelyWhileTheDatabaseIsAway() {
        String key = newKey(Optional.empty());
        assertThat(admits(key)).isTrue();
        keys.away = true;

        clock.advance(Duration.ofMinutes(4));
        assertThat(admits(key)).isTrue();
        clock.advance(Duration.ofMinutes(2));
        assertThatThrownBy(() -> admits(key)).hasMessage("away");
    }

    @Test
    void looksAtNoAdminKeyWhileAnAddressHasToWait() {
        assertThat(admits("guess-1")).isFalse();
        assertThat(admits("guess-2")).isFalse();

        assertThat(doorkeeper.admit(ADMIN, ADDRESS))
                .isEqualTo(new Verdict.Slowed(Duration.ofSeconds(1)));
        assertThat(doorkeeper.admit(ADMIN, "192.0.2.8")).isInstanceOf(Verdict.Admitted.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(admits(ADMIN)).isTrue();
    }

    @Test
    void locksNobodyOutWhoShowsAKeyThatCannotBeGuessed() {
        String key = newKey(Optional.empty());
        assertThat(admits("guess-1")).isFalse();
        assertThat(admits("guess-2")).isFalse();
        assertThat(doorkeeper.admit("guess-3", ADDRESS)).isInstanceOf(Verdict.Slowed.class);

        assertThat(admits(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zq3xQ1b7-mJ0c_Yt5WvN8aRk2LpEoHs4UgDf6iXyBnA",
                "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"
            })
    void locksNobodyOutWhoShowsAnAdminKeyThatCannotBeGuessed(String key) {
        Doorkeeper patient = doorkeeper(key);
        for (int i = 0; i < 5; i++) {
            patient.admit("guess-" + i, ADDRESS);
        }

        assertThat(patient.admit(key, ADDRESS)).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void slowsAdminKeysDownThatAreLongButNotVaried() {
        String key = "ab".repeat(40);
        Doorkeeper strict = doorkeeper(key);
        strict.admit("guess-1", ADDRESS);
        strict.admit("guess-2", ADDRESS);

        assertThat(strict.admit(key, ADDRESS)).isInstanceOf(Verdict.Slowed.class);
    }

    @Test
    void tellsOfEveryFailure() {
        admits("guess-1");
        admits("a.b.c");
        admits("guess-3");
        clock.advance(Duration.ofSeconds(1));
        admits(ADMIN);

        assertThat(failures)
                .containsExactly(Failure.UNKNOWN_KEY, Failure.INVALID_TOKEN, Failure.SLOWED);
    }
}
