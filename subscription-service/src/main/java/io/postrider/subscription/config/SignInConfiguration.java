package io.postrider.subscription.config;

import io.postrider.subscription.access.SessionService;
import io.postrider.subscription.access.TenantGate;
import io.postrider.subscription.rest.NoTokensKept;
import io.postrider.subscription.rest.SessionCookies;
import io.postrider.subscription.rest.SignInAttempts;
import io.postrider.subscription.rest.SignInController;
import io.postrider.subscription.rest.SignInOffer;
import io.postrider.subscription.rest.SignInOutcome;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.web.SecurityFilterChain;

import java.time.Clock;
import java.util.List;

/** Signing in with an identity provider: the authorization code flow of OpenID Connect. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("postrider.oidc.sign-in.client-id")
@EnableConfigurationProperties(SignInProperties.class)
class SignInConfiguration {

    @Bean
    SignInOffer signInOffer(SignInProperties properties) {
        return new SignInOffer(properties.name());
    }

    /** Asks the provider for its addresses when somebody first signs in. */
    @Bean
    ClientRegistrationRepository signInProvider(OidcProperties oidc, SignInProperties signIn) {
        if (oidc.issuer().isEmpty()) {
            throw new IllegalArgumentException(
                    "postrider.oidc.issuer must be set where postrider.oidc.sign-in is");
        }
        return new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(registration(oidc, signIn)));
    }

    private static ClientRegistration registration(OidcProperties oidc, SignInProperties signIn) {
        ClientRegistration.Builder builder =
                ClientRegistrations.fromOidcIssuerLocation(oidc.issuer())
                        .registrationId(SignInController.PROVIDER)
                        .clientId(signIn.clientId())
                        .clientSecret(signIn.clientSecret())
                        .scope(signIn.scopes())
                        .redirectUri(signIn.redirectUri())
                        .clientSettings(
                                ClientRegistration.ClientSettings.builder()
                                        .requireProofKey(true)
                                        .build());
        return (oidc.jwkSetUri().isEmpty() ? builder : builder.jwkSetUri(oidc.jwkSetUri())).build();
    }

    @Bean
    SignInOutcome signInOutcome(
            OidcProperties oidc,
            TenantGate tenants,
            SessionService sessions,
            SignInAttempts attempts,
            Clock clock) {
        return new SignInOutcome(
                oidc.claims(tenants), new SessionCookies(sessions, clock), attempts);
    }

    @Bean
    SignInAttempts signInAttempts(ClientRegistrationRepository provider) {
        return new SignInAttempts(provider);
    }

    /** Nothing but the two steps of the flow; the session it ends in is one like any other. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain signInFilterChain(
            HttpSecurity http,
            ClientRegistrationRepository provider,
            SignInAttempts attempts,
            SignInOutcome outcome) {
        return http.securityMatcher(SignInController.OIDC_PATH + "/**")
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(SecurityConfiguration::headers)
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .oauth2Login(login ->
                        login.clientRegistrationRepository(provider)
                                .authorizedClientRepository(new NoTokensKept())
                                .loginPage(SignInOutcome.PAGE)
                                .authorizationEndpoint(start ->
                                        start.baseUri(SignInController.PATH)
                                                .authorizationRequestRepository(attempts))
                                .redirectionEndpoint(
                                        end -> end.baseUri(SignInController.PATH + "/*/callback"))
                                .userInfoEndpoint(who ->
                                        who.oidcUserService(asked ->
                                                new DefaultOidcUser(List.of(), asked.getIdToken())))
                                .successHandler(outcome)
                                .failureHandler(outcome)
                                .withObjectPostProcessor(failingInto(outcome)))
                .build();
    }

    /** When the provider cannot be asked, people are told so on the page that they came from. */
    private static ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> failingInto(
            SignInOutcome outcome) {
        return new ObjectPostProcessor<>() {
            @Override
            public <T extends OAuth2AuthorizationRequestRedirectFilter> T postProcess(T filter) {
                filter.setAuthenticationFailureHandler(outcome);
                return filter;
            }
        };
    }
}
