package io.postrider.subscription.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.TenantGate;
import io.postrider.subscription.access.TokenReader;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.testing.SettableClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The keys of an identity provider, fetched from a server that counts. */
class OidcKeysIT {

    private static final String AUDIENCE = "postrider";
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final SettableClock clock = SettableClock.at("2026-01-01T00:00:00Z");
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicBoolean down = new AtomicBoolean();
    private final CopyOnWriteArrayList<RSAKey> published = new CopyOnWriteArrayList<>();
    private final HttpServer provider;
    private final TokenReader reader;

    OidcKeysIT() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        OidcProperties properties =
                new OidcProperties(
                        "",
                        "http://localhost:%d/keys".formatted(provider.getAddress().getPort()),
                        AUDIENCE,
                        "tenant",
                        "scope",
                        "roles",
                        Map.of(),
                        "postrider_operator",
                        "true",
                        INTERVAL);
        reader = properties.toReader(TenantGate.OPEN, clock);
    }

    @BeforeEach
    void start() throws JOSEException {
        published.add(key("known"));
        provider.createContext(
                "/keys",
                exchange -> {
                    fetches.incrementAndGet();
                    byte[] keys =
                            new JWKSet(published.stream().<JWK>map(RSAKey::toPublicJWK).toList())
                                    .toString()
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(down.get() ? 503 : 200, keys.length);
                    exchange.getResponseBody().write(keys);
                    exchange.close();
                });
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    private static RSAKey key(String id) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(id).generate();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .audience(AUDIENCE)
                .subject("user-7")
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("tenant", "default");
    }

    private Optional<Caller> read(RSAKey key, String id, JWTClaimsSet.Builder claims)
            throws JOSEException {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build(),
                        claims.build());
        token.sign(new RSASSASigner(key));
        return reader.read(token.serialize(), "192.0.2.7");
    }

    @Test
    void areFetchedOnceInAnIntervalHoweverManyTokensNameUnknownOnes() throws JOSEException {
        RSAKey known = published.getFirst();
        assertThat(read(known, "known", claims())).isPresent();

        for (int i = 0; i < 20; i++) {
            assertThat(read(known, "unknown-" + i, claims())).isEmpty();
        }

        assertThat(fetches).hasValue(1);
        assertThat(read(known, "known", claims())).isPresent();
    }

    @Test
    void areKnownAfterTheIntervalWhenTheProviderAddsOne() throws JOSEException {
        assertThat(read(published.getFirst(), "known", claims())).isPresent();
        RSAKey added = key("added");
        published.add(added);
        assertThat(read(added, "added", claims())).isEmpty();

        clock.advance(INTERVAL);

        assertThat(read(added, "added", claims())).isPresent();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void areNotAskedForAgainWithinTheIntervalWhenTheProviderFails() throws JOSEException {
        down.set(true);
        RSAKey known = published.getFirst();
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> read(known, "known", claims()))
                    .isInstanceOf(RefusedException.class);
        }
        int asked = fetches.get();
        down.set(false);
        clock.advance(INTERVAL);

        assertThat(read(known, "known", claims())).isPresent();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void openNothingForTokensThatDoNotExpire() throws JOSEException {
        assertThat(read(published.getFirst(), "known", claims().expirationTime(null))).isEmpty();
    }
}
