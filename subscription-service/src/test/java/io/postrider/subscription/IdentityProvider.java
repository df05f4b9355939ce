package io.postrider.subscription;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An OpenID Connect provider that lets everybody in at once, and holds the service to the flow: its
 * client id and secret, and the proof key of who began.
 */
final class IdentityProvider implements AutoCloseable {

    static final String CLIENT = "postrider-console";
    static final String SECRET = "a secret: with signs";

    private final HttpServer server;
    private final RSAKey key;
    private final Map<String, Map<String, String>> begun = new ConcurrentHashMap<>();

    /** What the provider says of the person, and with which key; changed by tests. */
    private final AtomicReference<UnaryOperator<JWTClaimsSet.Builder>> claims =
            new AtomicReference<>(UnaryOperator.identity());

    private final AtomicReference<RSAKey> signer;

    IdentityProvider() {
        try {
            key = new RSAKeyGenerator(2048).keyID("k").generate();
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException | JOSEException e) {
            throw new IllegalStateException(e);
        }
        signer = new AtomicReference<>(key);
        server.createContext(
                "/.well-known/openid-configuration", exchange -> json(exchange, 200, metadata()));
        server.createContext(
                "/keys", exchange -> json(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** From now on it says this of whoever signs in. */
    void says(UnaryOperator<JWTClaimsSet.Builder> change) {
        claims.set(change);
        signer.set(key);
    }

    /** From now on it signs with a key that it does not publish. */
    void forges() {
        try {
            signer.set(new RSAKeyGenerator(2048).keyID("k").generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String metadata() {
        String issuer = issuer();
        return """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize",\
        "token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys",\
        "response_types_supported":["code"],"subject_types_supported":["public"],\
        "id_token_signing_alg_values_supported":["RS256"]}\
        """
                .formatted(issuer);
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        String code = "code-" + begun.size();
        begun.put(code, asked);
        exchange.getResponseHeaders()
                .add(
                        "Location",
                        "%s?code=%s&state=%s"
                                .formatted(
                                        asked.get("redirect_uri"),
                                        code,
                                        URLEncoder.encode(
                                                Objects.requireNonNull(asked.get("state")),
                                                StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> given =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> asked = begun.remove(given.getOrDefault("code", ""));
        if (asked == null
                || !isClient(exchange.getRequestHeaders().getFirst("Authorization"))
                || !hash(given.getOrDefault("code_verifier", ""))
                        .equals(asked.get("code_challenge"))) {
            json(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        json(
                exchange,
                200,
                "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\"%s\"}"
                        .formatted(idToken(Objects.requireNonNull(asked.get("nonce")))));
    }

    private static boolean isClient(String authorization) {
        String pair =
                URLEncoder.encode(CLIENT, StandardCharsets.UTF_8)
                        + ":"
                        + URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        return ("Basic "
                        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .equals(authorization);
    }

    private static String hash(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String idToken(String nonce) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder usual =
                new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .audience(CLIENT)
                        .subject("user-7")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(60)))
                        .claim("nonce", nonce)
                        .claim("name", "Ada Lovelace")
                        .claim("tenant", "default")
                        .claim("scope", "openid webhooks:read deliveries:read");
        try {
            SignedJWT token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(),
                            Objects.requireNonNull(claims.get()).apply(usual).build());
            token.sign(new RSASSASigner(signer.get()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(
                        Collectors.toMap(
                                pair -> pair[0],
                                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void json(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
