package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;

/** Tokens of an identity provider. */
class OidcIT {

    private static final String ISSUER = "https://id.example.com";
    private static final String AUDIENCE = "postrider";

    private static @Nullable HttpServer provider;
    private static @Nullable RSAKey key;
    private static @Nullable RunningService service;

    @BeforeAll
    static void start() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("k").generate();
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext(
                "/keys",
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, keys.length);
                    exchange.getResponseBody().write(keys);
                    exchange.close();
                });
        provider.start();
        service =
                RunningService.start(
                                RealKafka.shared().bootstrapServers(),
                                RealPostgres.shared().newDatabase(),
                                "oidc.",
                                "--postrider.oidc.issuer=" + ISSUER,
                                "--postrider.oidc.audience=" + AUDIENCE,
                                "--postrider.oidc.roles.watchers=webhooks:read,deliveries:read",
                                "--postrider.oidc.jwk-set-uri=http://localhost:%d/keys"
                                        .formatted(provider.getAddress().getPort()))
                        .awaitReady();
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(service).close();
        Objects.requireNonNull(provider).stop(0);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("user-7")
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .claim("tenant", "default")
                .claim("scope", "openid webhooks:read deliveries:read");
    }

    private static String signed(JWTClaimsSet claims, RSAKey with) {
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(), claims);
            token.sign(new RSASSASigner(with));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer get(String token, String path) {
        return new ApiClient(Objects.requireNonNull(service).baseUri(), token).get(path);
    }

    private static int status(JWTClaimsSet.Builder claims) {
        return get(signed(claims.build(), Objects.requireNonNull(key)), "/api/v1/webhooks")
                .status();
    }

    @Test
    void opensWhatTheClaimsSay() {
        String token = signed(claims().build(), Objects.requireNonNull(key));

        Answer shown = get(token, "/api/v1/session");
        assertThat(shown.status()).as(shown.toString()).isEqualTo(200);
        assertThat(shown.text("tenant")).isEqualTo("default");
        assertThat(shown.text("name")).isEqualTo("user-7");
        assertThat(shown.json().path("scopes")).hasSize(2);
        assertThat(get(token, "/api/v1/webhooks").status()).isEqualTo(200);
        assertThat(get(token, "/api/v1/audit").status()).isEqualTo(403);
        assertThat(status(claims().claim("scope", List.of("admin")))).isEqualTo(200);
    }

    @Test
    void makesOperatorsByTheOperatorClaimAlone() {
        JWTClaimsSet.Builder all =
                claims().claim("tenant", "*").claim("scope", "admin webhooks:read");
        assertThat(operator(all)).isEqualTo("false 200");
        assertThat(operator(all.claim("postrider_operator", "yes"))).isEqualTo("false 200");
        assertThat(operator(all.claim("postrider_operator", true))).isEqualTo("true 200");
        assertThat(
                        operator(
                                claims().claim("tenant", null)
                                        .claim("scope", null)
                                        .claim("postrider_operator", true)))
                .isEqualTo("true 200");
        assertThat(operator(claims().claim("scope", "admin").claim("postrider_operator", true)))
                .isEqualTo("false 200");
    }

    private static String operator(JWTClaimsSet.Builder claims) {
        String token = signed(claims.build(), Objects.requireNonNull(key));
        return get(token, "/api/v1/session").text("operator")
                + " "
                + get(token, "/api/v1/webhooks").status();
    }

    @Test
    void givesTheScopesThatRolesAreMappedTo() {
        JWTClaimsSet claims =
                claims().claim("scope", null).claim("roles", List.of("watchers", "others")).build();

        assertThat(
                        get(signed(claims, Objects.requireNonNull(key)), "/api/v1/session")
                                .json()
                                .path("scopes")
                                .toString())
                .isEqualTo("[\"deliveries:read\",\"webhooks:read\"]");
    }

    @Test
    void opensNothingWhereAnythingIsWrong() throws JOSEException {
        assertThat(status(claims().audience("somebody-else"))).isEqualTo(401);
        assertThat(status(claims().issuer("https://other.example.com"))).isEqualTo(401);
        assertThat(status(claims().expirationTime(Date.from(Instant.now().minusSeconds(300)))))
                .isEqualTo(401);
        assertThat(status(claims().claim("tenant", null))).isEqualTo(401);
        assertThat(status(claims().claim("tenant", "nobody"))).isEqualTo(401);
        assertThat(status(claims().subject(null))).isEqualTo(401);
        assertThat(status(claims().claim("scope", "openid"))).isEqualTo(403);
        RSAKey forged = new RSAKeyGenerator(2048).keyID("k").generate();
        assertThat(get(signed(claims().build(), forged), "/api/v1/webhooks").status())
                .isEqualTo(401);
        assertThat(get(new PlainJWT(claims().build()).serialize(), "/api/v1/webhooks").status())
                .isEqualTo(401);
    }

    @Test
    void opensNoSession() {
        String token = signed(claims().build(), Objects.requireNonNull(key));

        Answer answer =
                new ApiClient(Objects.requireNonNull(service).baseUri(), "")
                        .post("/api/v1/session", "{\"api_key\":\"%s\"}".formatted(token));

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void keepsOpeningForApiKeys() {
        assertThat(get(RunningService.KEY, "/api/v1/webhooks").status()).isEqualTo(200);
    }
}
