package io.postrider.worker.http;

import io.postrider.model.access.Authentication;
import io.postrider.model.access.EndpointAccess;

import reactor.core.publisher.Mono;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Makes the {@code Authorization} header of requests. */
final class Authorizations {

    private static final String BEARER = "Bearer ";

    private final AccessTokens tokens;

    Authorizations(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * A header.
     *
     * @param kept whether it has a token that was got for an earlier request: another may do better
     */
    record Shown(Optional<String> header, boolean kept) {

        static final Shown NOTHING = new Shown(Optional.empty(), false);

        static Shown always(String header) {
            return new Shown(Optional.of(header), false);
        }
    }

    /** What to show; fails as {@link AccessTokens#get} does. */
    Mono<Shown> of(EndpointAccess access) {
        if (access.authentication().isEmpty()) {
            return Mono.just(Shown.NOTHING);
        }
        return switch (access.authentication().get()) {
            case Authentication.Basic(String username, String password) ->
                    Mono.just(Shown.always("Basic " + base64(username + ":" + password)));
            case Authentication.Bearer(String token) -> Mono.just(Shown.always(BEARER + token));
            case Authentication.ClientCredentials grant ->
                    tokens.get(grant, access.tls())
                            .map(held ->
                                    new Shown(
                                            Optional.of(BEARER + held.token().value()),
                                            held.kept()));
        };
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The endpoint has answered 401. */
    void rejected(EndpointAccess access, Shown shown) {
        if (access.authentication().orElse(null)
                instanceof Authentication.ClientCredentials grant) {
            shown.header()
                    .map(header -> header.substring(BEARER.length()))
                    .ifPresent(token -> tokens.discard(grant, access.tls(), token));
        }
    }
}
