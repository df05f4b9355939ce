package io.postrider.subscription.config;

import io.postrider.subscription.access.Doorkeeper;
import io.postrider.subscription.access.SessionService;
import io.postrider.subscription.rest.ApiDocument;
import io.postrider.subscription.rest.BearerAuthentication;
import io.postrider.subscription.rest.ConsolePages;
import io.postrider.subscription.rest.ContentPolicy;
import io.postrider.subscription.rest.MetricsReaders;
import io.postrider.subscription.rest.OperatorsOnly;
import io.postrider.subscription.rest.ProblemWriter;
import io.postrider.subscription.rest.SessionController;
import io.postrider.subscription.rest.SessionFilter;
import io.postrider.subscription.rest.SignInController;
import io.postrider.subscription.rest.UnauthorizedEntryPoint;

import jakarta.servlet.DispatcherType;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

import tools.jackson.databind.json.JsonMapper;

/** Who gets in. Health, pages and the description of the API need no key. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    /** What protects from forged requests is the session filter: only sessions need it. */
    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            Doorkeeper doorkeeper,
            SessionService sessions,
            ProblemWriter problems) {
        UnauthorizedEntryPoint unauthorized = new UnauthorizedEntryPoint(problems);
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(SecurityConfiguration::headers)
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(
                                        "/actuator/health/**",
                                        "/",
                                        ConsolePages.PATH + "/**",
                                        ApiDocument.PATH,
                                        ApiDocument.PAGE_PATH + "/**")
                                .permitAll()
                                .requestMatchers(HttpMethod.POST, SessionController.PATH)
                                .permitAll()
                                .requestMatchers(HttpMethod.GET, SignInController.PATH)
                                .permitAll()
                                .dispatcherTypeMatchers(DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(
                                        "/actuator/metrics",
                                        "/actuator/metrics/**",
                                        "/actuator/prometheus")
                                .access(new MetricsReaders())
                                .requestMatchers("/actuator/**")
                                .access(new OperatorsOnly())
                                .anyRequest()
                                .authenticated())
                .exceptionHandling(faults -> faults.authenticationEntryPoint(unauthorized))
                .addFilterBefore(
                        new SessionFilter(sessions, problems),
                        BearerTokenAuthenticationFilter.class)
                .oauth2ResourceServer(server ->
                        server.authenticationEntryPoint(unauthorized)
                                .authenticationManagerResolver(
                                        new BearerAuthentication(doorkeeper)))
                .build();
    }

    /** Beside these: nosniff, no framing, no caching, and HSTS where the request came by https. */
    static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(ContentPolicy.text()))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .crossOriginOpenerPolicy(
                        policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(
                        policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }
}
