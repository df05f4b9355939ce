package io.postrider.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.access.Authentication.ClientCredentials;
import io.postrider.model.access.TlsSettings;
import io.postrider.testing.SettableClock;
import io.postrider.worker.Fixtures;
import io.postrider.worker.http.TokenCache.Owner;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

class TokenCacheTest {

    private final SettableClock clock = SettableClock.at(Fixtures.NOW);
    private final List<CompletableFuture<AccessToken>> fetched = new ArrayList<>();
    private final TokenCache cache = new TokenCache(_ -> fetch(), clock);

    private CompletableFuture<AccessToken> fetch() {
        CompletableFuture<AccessToken> token = new CompletableFuture<>();
        fetched.add(token);
        return token;
    }

    private static Owner owner(int number) {
        return new Owner(
                new ClientCredentials(
                        URI.create("https://example.com/token"),
                        "client" + number,
                        "secret",
                        Optional.empty(),
                        Optional.empty()),
                TlsSettings.USUAL);
    }

    private void arrive(String token, Duration life) {
        fetched.getLast().complete(new AccessToken(token, clock.instant().plus(life)));
    }

    @Test
    void dropsTokensThatHaveExpired() {
        for (int i = 0; i < 50; i++) {
            var _ = cache.get(owner(i));
            arrive("t" + i, Duration.ofMinutes(5));
        }
        clock.advance(Duration.ofMinutes(4));
        assertThat(cache.size()).isEqualTo(50);

        clock.advance(Duration.ofMinutes(2));

        assertThat(cache.size()).isZero();
        assertThat(cache.get(owner(1)).kept()).isFalse();
    }

    @Test
    void keepsNoMoreThanItsBound() {
        for (int i = 0; i < TokenCache.MAX_TOKENS + 500; i++) {
            var _ = cache.get(owner(i));
            arrive("t" + i, Duration.ofHours(1));
        }

        assertThat(cache.size()).isLessThanOrEqualTo(TokenCache.MAX_TOKENS);
    }

    @Test
    void fetchesATokenOnceForAllWhoWaitForIt() {
        TokenCache.Held first = cache.get(owner(1));
        TokenCache.Held second = cache.get(owner(1));
        arrive("t1", Duration.ofHours(1));

        assertThat(fetched).hasSize(1);
        assertThat(first.kept()).isFalse();
        assertThat(second.kept()).isFalse();
        assertThat(second.token().join().value()).isEqualTo("t1");
        assertThat(cache.get(owner(1)).kept()).isTrue();
    }

    @Test
    void keepsNoFetchThatFailed() {
        var _ = cache.get(owner(1));
        fetched.getLast().completeExceptionally(new NoTokenException("it answered 500"));

        assertThat(cache.size()).isZero();
        var _ = cache.get(owner(1));
        assertThat(fetched).hasSize(2);
    }

    @Test
    void forgetsTheTokenThatIsRefusedAndNoOther() {
        var _ = cache.get(owner(1));
        arrive("t1", Duration.ofHours(1));

        cache.discard(owner(1), "t0");
        assertThat(cache.get(owner(1)).kept()).isTrue();
        cache.discard(owner(1), "t1");
        assertThat(cache.get(owner(1)).kept()).isFalse();
    }
}
