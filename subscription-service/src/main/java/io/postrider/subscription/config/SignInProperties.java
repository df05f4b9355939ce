package io.postrider.subscription.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.Set;

/**
 * {@code postrider.oidc.sign-in.*}: people sign in to the console with the identity provider of
 * {@code postrider.oidc.issuer}.
 *
 * @param clientId as which the provider knows this deployment
 * @param clientSecret which it gave it
 * @param name of the provider, as people know it
 * @param scopes that are asked of it; {@code openid} must be one
 * @param redirectUri where it sends people back to; {@code {baseUrl}} is the address that they came
 *     by
 */
@ConfigurationProperties("postrider.oidc.sign-in")
record SignInProperties(
        String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("single sign-on") String name,
        @DefaultValue({"openid", "profile"}) Set<String> scopes,
        @DefaultValue("{baseUrl}/api/v1/sign-in/oidc/callback") String redirectUri) {

    SignInProperties {
        if (clientId.isBlank() || clientSecret.isBlank()) {
            throw new IllegalArgumentException(
                    "postrider.oidc.sign-in.client-id and postrider.oidc.sign-in.client-secret must"
                            + " be set together");
        }
        if (!scopes.contains("openid")) {
            throw new IllegalArgumentException(
                    "postrider.oidc.sign-in.scopes must contain openid, not " + scopes);
        }
        scopes = Set.copyOf(scopes);
    }
}
