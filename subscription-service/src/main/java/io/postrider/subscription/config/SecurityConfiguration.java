package io.postrider.subscription.config;

import io.postrider.subscription.rest.AdminKeyIntrospector;
import io.postrider.subscription.rest.ApiDocument;
import io.postrider.subscription.rest.ConsolePages;
import io.postrider.subscription.rest.UnauthorizedEntryPoint;

import jakarta.servlet.DispatcherType;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;

import tools.jackson.databind.json.JsonMapper;

/** The admin key opens everything; health and the description of the API need none. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class SecurityConfiguration {

    @Bean
    OpaqueTokenIntrospector adminKeyIntrospector(AccessProperties properties) {
        return new AdminKeyIntrospector(properties.adminKey());
    }

    /** A bearer token is not sent by browsers of their own accord, so there is nothing to forge. */
    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http, OpaqueTokenIntrospector introspector, JsonMapper json) {
        UnauthorizedEntryPoint unauthorized = new UnauthorizedEntryPoint(json);
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(
                                        "/actuator/health/**",
                                        "/",
                                        ConsolePages.PATH + "/**",
                                        ApiDocument.PATH,
                                        ApiDocument.PAGE_PATH + "/**")
                                .permitAll()
                                .dispatcherTypeMatchers(DispatcherType.ERROR)
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .exceptionHandling(faults -> faults.authenticationEntryPoint(unauthorized))
                .oauth2ResourceServer(server ->
                        server.authenticationEntryPoint(unauthorized)
                                .opaqueToken(token -> token.introspector(introspector)))
                .build();
    }
}
