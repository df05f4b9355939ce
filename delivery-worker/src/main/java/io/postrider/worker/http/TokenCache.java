package io.postrider.worker.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;

import io.postrider.model.access.Authentication.ClientCredentials;
import io.postrider.model.access.TlsSettings;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Keeps access tokens until they expire, {@value #MAX_TOKENS} at most. Those who ask for a token
 * that is being fetched wait for that one; a fetch that fails is not kept.
 */
final class TokenCache {

    static final int MAX_TOKENS = 10_000;

    /** Longer than a fetch may last. */
    private static final Duration MAX_FETCH = Duration.ofMinutes(1);

    private final Cache<Owner, CompletableFuture<AccessToken>> tokens;
    private final Function<Owner, CompletableFuture<AccessToken>> fetch;

    /** The credentials that the token was fetched with, and the TLS settings of that request. */
    record Owner(ClientCredentials grant, TlsSettings tls) {}

    TokenCache(Function<Owner, CompletableFuture<AccessToken>> fetch, Clock clock) {
        this.fetch = fetch;
        this.tokens =
                Caffeine.newBuilder()
                        .maximumSize(MAX_TOKENS)
                        .expireAfter(
                                Expiry.<Owner, CompletableFuture<AccessToken>>writing(
                                        (_, token) -> timeLeft(token, clock)))
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .scheduler(Scheduler.systemScheduler())
                        .build();
    }

    private static Duration timeLeft(CompletableFuture<AccessToken> token, Clock clock) {
        if (!isThere(token)) {
            return MAX_FETCH;
        }
        Duration left = Duration.between(clock.instant(), token.resultNow().goodUntil());
        return left.isPositive() ? left : Duration.ZERO;
    }

    private static boolean isThere(CompletableFuture<AccessToken> token) {
        return token.state() == CompletableFuture.State.SUCCESS;
    }

    /**
     * A token that is good, or on its way.
     *
     * @param kept whether it was in hand before somebody asked for it
     */
    record Held(CompletableFuture<AccessToken> token, boolean kept) {}

    Held get(Owner owner) {
        @Nullable CompletableFuture<AccessToken> known = tokens.getIfPresent(owner);
        if (known != null) {
            return new Held(known, isThere(known));
        }
        CompletableFuture<AccessToken> coming = tokens.get(owner, fetch);
        var _ = coming.whenComplete((_, _) -> settle(owner, coming));
        return new Held(coming, false);
    }

    /** A token that has come is kept for its own time from now on. */
    private void settle(Owner owner, CompletableFuture<AccessToken> token) {
        if (isThere(token)) {
            tokens.asMap().replace(owner, token, token);
        } else {
            tokens.asMap().remove(owner, token);
        }
    }

    /** Forgets the token, unless another one has taken its place. */
    void discard(Owner owner, String token) {
        @Nullable CompletableFuture<AccessToken> known = tokens.getIfPresent(owner);
        if (known != null && isThere(known) && known.resultNow().value().equals(token)) {
            tokens.asMap().remove(owner, known);
        }
    }

    /** How many tokens are kept. */
    long size() {
        tokens.cleanUp();
        return tokens.estimatedSize();
    }
}
