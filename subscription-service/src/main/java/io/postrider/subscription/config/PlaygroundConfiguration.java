package io.postrider.subscription.config;

import io.postrider.model.format.FormatCatalog;
import io.postrider.subscription.identity.RandomBytes;
import io.postrider.subscription.playground.Playground;
import io.postrider.subscription.playground.SignatureCheck;
import io.postrider.subscription.rest.InboxController;
import io.postrider.subscription.webhook.SigningKeys;
import io.postrider.subscription.webhook.Subscriptions;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

import java.time.Clock;

/** Inboxes to try webhooks on. Anybody may post to one; looking takes a key. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlaygroundProperties.class)
class PlaygroundConfiguration {

    @Bean
    Playground playground(PlaygroundProperties properties, RandomBytes random, Clock clock) {
        return new Playground(properties.enabled(), random, clock);
    }

    @Bean
    SignatureCheck signatureCheck(
            Subscriptions subscriptions, SigningKeys keys, FormatCatalog formats) {
        return new SignatureCheck(subscriptions, keys, formats);
    }

    /** A webhook may prove itself to its endpoint, which must not be taken for a key of the API. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain inboxSecurity(HttpSecurity http) {
        return http.securityMatcher(
                        PathPatternRequestMatcher.withDefaults()
                                .matcher(HttpMethod.POST, InboxController.PATH))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }
}
