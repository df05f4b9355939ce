package io.postrider.subscription.config;

import io.postrider.subscription.access.Scope;
import io.postrider.subscription.access.TenantGate;
import io.postrider.subscription.access.TokenReader;
import io.postrider.subscription.rest.BoundedFetches;
import io.postrider.subscription.rest.JwtTokenReader;
import io.postrider.subscription.rest.TokenClaims;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestOperations;
import org.springframework.web.client.RestTemplate;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code postrider.oidc.*}: signed tokens of an identity provider, taken as API keys are; none
 * where neither issuer nor keys are named.
 *
 * @param issuer what {@code iss} must say; without {@code jwk-set-uri} its keys are found by OpenID
 *     Connect discovery
 * @param jwkSetUri where the provider's keys are
 * @param audience what {@code aud} must contain
 * @param tenantClaim which names the tenant, or {@code *} for all
 * @param scopeClaim which names the scopes
 * @param roleClaim which names the roles
 * @param roles scopes by role
 * @param operatorClaim which makes an operator, where it holds the operator value
 * @param operatorValue see {@code operatorClaim}
 * @param keyFetchInterval least time between two fetches of the provider's keys; 1s to 10m
 */
@ConfigurationProperties("postrider.oidc")
record OidcProperties(
        @DefaultValue("") String issuer,
        @DefaultValue("") String jwkSetUri,
        @DefaultValue("") String audience,
        @DefaultValue("tenant") String tenantClaim,
        @DefaultValue("scope") String scopeClaim,
        @DefaultValue("roles") String roleClaim,
        @DefaultValue Map<String, Set<String>> roles,
        @DefaultValue("postrider_operator") String operatorClaim,
        @DefaultValue("true") String operatorValue,
        @DefaultValue("30s") Duration keyFetchInterval) {

    private static final Duration MIN_FETCH_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_FETCH_INTERVAL = Duration.ofMinutes(10);
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(5);

    private static final Set<SignatureAlgorithm> ALGORITHMS =
            Set.of(
                    SignatureAlgorithm.RS256,
                    SignatureAlgorithm.RS384,
                    SignatureAlgorithm.RS512,
                    SignatureAlgorithm.PS256,
                    SignatureAlgorithm.ES256,
                    SignatureAlgorithm.ES384);

    OidcProperties {
        if ((!issuer.isEmpty() || !jwkSetUri.isEmpty()) && audience.isEmpty()) {
            throw new IllegalArgumentException(
                    "postrider.oidc.audience must be set, so that tokens made for others open"
                            + " nothing here");
        }
        if (keyFetchInterval.compareTo(MIN_FETCH_INTERVAL) < 0
                || keyFetchInterval.compareTo(MAX_FETCH_INTERVAL) > 0) {
            throw new IllegalArgumentException(
                    "postrider.oidc.key-fetch-interval must be 1s to 10m, not " + keyFetchInterval);
        }
        if (operatorValue.isEmpty()) {
            throw new IllegalArgumentException(
                    "postrider.oidc.operator-value must not be empty; leave operator-claim empty to"
                            + " have no operators");
        }
        roles.forEach(OidcProperties::scopesOf);
    }

    private static Set<Scope> scopesOf(String role, Set<String> codes) {
        try {
            return codes.stream().map(Scope::ofCode).collect(Collectors.toUnmodifiableSet());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "postrider.oidc.roles.%s: %s".formatted(role, e.getMessage()), e);
        }
    }

    TokenReader toReader(TenantGate tenants, InstantSource clock) {
        if (issuer.isEmpty() && jwkSetUri.isEmpty()) {
            return TokenReader.NONE;
        }
        RestOperations fetches = fetches(clock);
        return new JwtTokenReader(new SupplierJwtDecoder(() -> decoder(fetches)), claims(tenants));
    }

    private RestOperations fetches(InstantSource clock) {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(FETCH_TIMEOUT);
        requests.setReadTimeout(FETCH_TIMEOUT);
        RestTemplate rest = new RestTemplate(requests);
        rest.setInterceptors(List.of(new BoundedFetches(keyFetchInterval, clock)));
        return rest;
    }

    TokenClaims claims(TenantGate tenants) {
        Map<String, Set<Scope>> scopesByRole = new HashMap<>();
        roles.forEach((role, codes) -> scopesByRole.put(role, scopesOf(role, codes)));
        return new TokenClaims(
                new TokenClaims.Names(
                        tenantClaim, scopeClaim, roleClaim, operatorClaim, operatorValue),
                scopesByRole,
                tenants);
    }

    /** Made when the first token comes: the provider need not be there before. */
    private JwtDecoder decoder(RestOperations fetches) {
        NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder builder =
                jwkSetUri.isEmpty()
                        ? NimbusJwtDecoder.withIssuerLocation(issuer)
                        : NimbusJwtDecoder.withJwkSetUri(jwkSetUri);
        NimbusJwtDecoder decoder =
                builder.restOperations(fetches)
                        .jwsAlgorithms(algorithms -> algorithms.addAll(ALGORITHMS))
                        .build();
        List<OAuth2TokenValidator<Jwt>> checks = new ArrayList<>();
        JwtTimestampValidator times = new JwtTimestampValidator();
        times.setAllowEmptyExpiryClaim(false);
        checks.add(times);
        checks.add(
                new JwtClaimValidator<Collection<String>>(
                        JwtClaimNames.AUD, given -> given != null && given.contains(audience)));
        if (!issuer.isEmpty()) {
            checks.add(new JwtIssuerValidator(issuer));
        }
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(checks));
        return decoder;
    }
}
