package io.postrider.worker.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.postrider.model.access.Authentication.ClientCredentials;
import io.postrider.model.access.TlsSettings;
import io.postrider.model.egress.EgressPolicy;
import io.postrider.worker.http.TokenCache.Owner;

import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClientResponse;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Gets access tokens and keeps them while they are good. */
final class AccessTokens {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_ANSWER_BYTES = 16 * 1024;
    private static final int OK = 200;

    private final TokenCache tokens;
    private final HttpClients clients;
    private final EgressPolicy egress;
    private final Clock clock;

    AccessTokens(HttpClients clients, EgressPolicy egress, Clock clock) {
        this.clients = clients;
        this.egress = egress;
        this.clock = clock;
        this.tokens = new TokenCache(owner -> fetch(owner).toFuture(), clock);
    }

    /**
     * A token in hand.
     *
     * @param kept whether it was there before somebody asked for it
     */
    record Held(AccessToken token, boolean kept) {}

    /** A token that is good now; a {@link NoTokenException} or {@link AddressRefusedException}. */
    Mono<Held> get(ClientCredentials grant, TlsSettings tls) {
        TokenCache.Held held = tokens.get(new Owner(grant, tls));
        // one that gives up must not take the token from the others
        return Mono.fromFuture(held.token(), true).map(token -> new Held(token, held.kept()));
    }

    /** The endpoint does not take the token: nobody else is to try it. */
    void discard(ClientCredentials grant, TlsSettings tls, String token) {
        tokens.discard(new Owner(grant, tls), token);
    }

    private Mono<AccessToken> fetch(Owner owner) {
        URI url = owner.grant().tokenUrl();
        Optional<String> objection = egress.objection(url);
        if (objection.isPresent()) {
            return Mono.error(new AddressRefusedException(objection.get()).ofTokens());
        }
        byte[] form = form(owner.grant()).getBytes(StandardCharsets.US_ASCII);
        return Mono.defer(() ->
                        clients.besides(owner.tls())
                                .headers(headers -> address(headers, owner.grant(), form.length))
                                .post()
                                .uri(url)
                                .send(Mono.just(Unpooled.wrappedBuffer(form)))
                                .response(this::read)
                                .single())
                .timeout(PATIENCE)
                .onErrorMap(fault -> failure(fault, url));
    }

    private static void address(HttpHeaders headers, ClientCredentials grant, int length) {
        headers.set(HttpHeaderNames.AUTHORIZATION, basic(grant));
        headers.set(HttpHeaderNames.ACCEPT, "application/json");
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded");
        headers.set(HttpHeaderNames.CONTENT_LENGTH, length);
    }

    /** Both are form-encoded first (RFC 6749, section 2.3.1). */
    private static String basic(ClientCredentials grant) {
        String pair = encoded(grant.clientId()) + ":" + encoded(grant.clientSecret());
        return "Basic "
                + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    private static String form(ClientCredentials grant) {
        return "grant_type=client_credentials"
                + grant.scope().map(scope -> "&scope=" + encoded(scope)).orElse("")
                + grant.audience().map(audience -> "&audience=" + encoded(audience)).orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Mono<AccessToken> read(HttpClientResponse response, ByteBufFlux content) {
        AnswerReader reader = new AnswerReader(MOST_ANSWER_BYTES);
        return content.takeWhile(reader::add)
                .then(
                        Mono.defer(() -> {
                            int status = response.status().code();
                            try {
                                return status == OK
                                        ? Mono.just(
                                                AccessToken.read(reader.text(), clock.instant()))
                                        : Mono.error(
                                                new NoTokenException(
                                                        "it answered %d%s"
                                                                .formatted(
                                                                        status,
                                                                        AccessToken.error(
                                                                                reader.text()))));
                            } catch (NoTokenException e) {
                                return Mono.error(e);
                            }
                        }));
    }

    private static Throwable failure(Throwable fault, URI url) {
        if (fault instanceof AddressRefusedException refusal) {
            return refusal.ofTokens();
        }
        String why =
                switch (fault) {
                    case NoTokenException none -> String.valueOf(none.getMessage());
                    case TimeoutException _ ->
                            "it did not answer within %d s".formatted(PATIENCE.toSeconds());
                    default -> NetworkFault.describe(fault, url, Phase.AWAITING_ANSWER, PATIENCE);
                };
        return new NoTokenException(
                "no access token from the token endpoint %s: %s".formatted(url.getHost(), why));
    }
}
