package io.postrider.subscription.config;

import io.postrider.subscription.access.TenantGate;
import io.postrider.subscription.access.TokenReader;
import io.postrider.subscription.rest.JwtTokenReader;
import io.postrider.subscription.rest.TokenClaims;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

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
 */
@ConfigurationProperties("postrider.oidc")
record OidcProperties(
        @DefaultValue("") String issuer,
        @DefaultValue("") String jwkSetUri,
        @DefaultValue("") String audience,
        @DefaultValue("tenant") String tenantClaim,
        @DefaultValue("scope") String scopeClaim) {

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
    }

    TokenReader toReader(TenantGate tenants) {
        return issuer.isEmpty() && jwkSetUri.isEmpty()
                ? TokenReader.NONE
                : new JwtTokenReader(new SupplierJwtDecoder(this::decoder), claims(tenants));
    }

    TokenClaims claims(TenantGate tenants) {
        return new TokenClaims(tenantClaim, scopeClaim, tenants);
    }

    /** Made when the first token comes: the provider need not be there before. */
    private JwtDecoder decoder() {
        NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder builder =
                jwkSetUri.isEmpty()
                        ? NimbusJwtDecoder.withIssuerLocation(issuer)
                        : NimbusJwtDecoder.withJwkSetUri(jwkSetUri);
        NimbusJwtDecoder decoder =
                builder.jwsAlgorithms(algorithms -> algorithms.addAll(ALGORITHMS)).build();
        List<OAuth2TokenValidator<Jwt>> checks = new ArrayList<>();
        checks.add(new JwtTimestampValidator());
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
