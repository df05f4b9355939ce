package io.postrider.worker.config;

import io.postrider.runtime.config.EgressProperties;
import io.postrider.worker.http.HttpSettings;
import io.postrider.worker.http.HttpSettings.ConnectProxy;
import io.postrider.worker.http.ReactorNettySender;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How POSTs are made, and where they may go. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EgressProperties.class)
class HttpConfiguration {

    @Bean
    ReactorNettySender sender(WorkerProperties properties, EgressProperties egress, Clock clock) {
        WorkerProperties.Http http = properties.http();
        return new ReactorNettySender(
                new HttpSettings(
                        "Postrider/" + properties.version(),
                        http.connectTimeout(),
                        http.requestsPerHost(),
                        http.idleTimeout(),
                        List.of(),
                        egress.toPolicy(),
                        proxy(egress.proxy())),
                clock,
                () -> UUID.randomUUID().toString());
    }

    private static Optional<ConnectProxy> proxy(EgressProperties.Proxy proxy) {
        return proxy.isUsed()
                ? Optional.of(
                        new ConnectProxy(
                                proxy.host(), proxy.port(), proxy.username(), proxy.password()))
                : Optional.empty();
    }
}
