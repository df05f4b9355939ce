package io.postrider.subscription.config;

import io.postrider.runtime.config.EgressProperties;
import io.postrider.subscription.dns.SystemNames;
import io.postrider.subscription.webhook.EndpointUrl;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;

/** Which URLs webhooks may have. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EgressProperties.class)
class EgressConfiguration {

    /** A caller waits for the answer. */
    private static final Duration LOOKUP = Duration.ofSeconds(2);

    @Bean
    SystemNames systemNames() {
        return new SystemNames(LOOKUP);
    }

    @Bean
    EndpointUrl endpointUrl(EgressProperties properties, SystemNames names) {
        return new EndpointUrl(
                properties.toPolicy(),
                properties.proxy().isUsed() ? EndpointUrl.Names.UNKNOWN : names);
    }
}
