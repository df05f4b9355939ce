package io.postrider.subscription.rest;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Signings-in that are under way. What is needed to end one is kept by the browser that began it,
 * so that another instance of the service may end it; it must be the same browser, which the state
 * shows.
 */
public final class SignInAttempts
        implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    static final String COOKIE = "postrider_sign_in";

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int LONGEST_PLACE = 1_000;
    private static final String NEXT = "next";
    private static final int FIELDS = 5;

    private final ClientRegistrationRepository provider;

    public SignInAttempts(ClientRegistrationRepository provider) {
        this.provider = provider;
    }

    /** What the cookie holds. */
    private record Attempt(
            String state, String nonce, String verifier, String redirectUri, String next) {

        private String text() {
            return Stream.of(state, nonce, verifier, redirectUri, next)
                    .map(field ->
                            Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(field.getBytes(StandardCharsets.UTF_8)))
                    .collect(Collectors.joining("."));
        }

        private static Optional<Attempt> read(String text) {
            List<String> fields = new ArrayList<>();
            try {
                for (String field : text.split("\\.", -1)) {
                    fields.add(
                            new String(
                                    Base64.getUrlDecoder().decode(field), StandardCharsets.UTF_8));
                }
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
            return fields.size() != FIELDS
                    ? Optional.empty()
                    : Optional.of(
                            new Attempt(
                                    fields.get(0),
                                    fields.get(1),
                                    fields.get(2),
                                    fields.get(3),
                                    fields.get(4)));
        }
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest asked,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (asked == null) {
            put(response, request, "", Duration.ZERO);
            return;
        }
        Attempt attempt =
                new Attempt(
                        Objects.requireNonNull(asked.getState()),
                        attribute(asked, OidcParameterNames.NONCE),
                        attribute(asked, PkceParameterNames.CODE_VERIFIER),
                        Objects.requireNonNull(asked.getRedirectUri()),
                        safe(request.getParameter(NEXT)));
        put(response, request, attempt.text(), LONGEST);
    }

    private static String attribute(OAuth2AuthorizationRequest asked, String name) {
        return Objects.requireNonNull(asked.<String>getAttribute(name), name);
    }

    /** Lax: the browser has to send it when the provider, another site, leads back here. */
    private static void put(
            HttpServletResponse response, HttpServletRequest request, String value, Duration age) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(SessionCookie.name(request, COOKIE), value)
                        .httpOnly(true)
                        .sameSite("Lax")
                        .secure(request.isSecure())
                        .path(request.isSecure() ? "/" : SignInController.OIDC_PATH)
                        .maxAge(age)
                        .build()
                        .toString());
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(
            HttpServletRequest request) {
        return attempt(request)
                .filter(attempt ->
                        attempt.state().equals(request.getParameter(OAuth2ParameterNames.STATE)))
                .map(this::asked)
                .orElse(null);
    }

    private OAuth2AuthorizationRequest asked(Attempt attempt) {
        ClientRegistration registration =
                Objects.requireNonNull(provider.findByRegistrationId(SignInController.PROVIDER));
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(
                        Objects.requireNonNull(
                                registration.getProviderDetails().getAuthorizationUri()))
                .clientId(registration.getClientId())
                .scopes(registration.getScopes())
                .redirectUri(attempt.redirectUri())
                .state(attempt.state())
                .attributes(
                        Map.of(
                                OAuth2ParameterNames.REGISTRATION_ID,
                                SignInController.PROVIDER,
                                OidcParameterNames.NONCE,
                                attempt.nonce(),
                                PkceParameterNames.CODE_VERIFIER,
                                attempt.verifier()))
                .build();
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest asked = loadAuthorizationRequest(request);
        if (asked != null) {
            put(response, request, "", Duration.ZERO);
        }
        return asked;
    }

    /** Where in the console to go on, as the one said who began; its beginning unless said. */
    String placeAfter(HttpServletRequest request) {
        return attempt(request).map(attempt -> safe(attempt.next())).orElse("");
    }

    /** A place within the console, and no other. */
    private static String safe(@Nullable String place) {
        return place != null
                        && place.length() <= LONGEST_PLACE
                        && place.startsWith("/")
                        && place.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')
                        && !place.contains("..")
                ? place
                : "";
    }

    private static Optional<Attempt> attempt(HttpServletRequest request) {
        return Stream.of(Objects.requireNonNullElse(request.getCookies(), new Cookie[0]))
                .filter(cookie -> cookie.getName().equals(SessionCookie.name(request, COOKIE)))
                .findFirst()
                .flatMap(cookie -> Attempt.read(cookie.getValue()));
    }
}
