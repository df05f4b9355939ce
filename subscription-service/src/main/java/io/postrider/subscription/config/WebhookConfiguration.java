package io.postrider.subscription.config;

import io.postrider.model.SubscriptionId;
import io.postrider.model.format.FormatCatalog;
import io.postrider.subscription.jdbc.JdbcSecretOverlaps;
import io.postrider.subscription.webhook.Formats;
import io.postrider.subscription.webhook.SecretOverlaps;
import io.postrider.subscription.webhook.SubscriptionService;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Formats of webhooks, and the end of secrets that have been followed by others. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DefaultFormatProperties.class)
class WebhookConfiguration {

    @Bean
    Formats formats(FormatCatalog catalog, DefaultFormatProperties properties) {
        return properties.toFormats(catalog);
    }

    @Bean
    SecretOverlaps secretOverlaps(JdbcClient jdbc) {
        return new JdbcSecretOverlaps(jdbc);
    }

    @Bean
    ExpiredSecrets expiredSecrets(
            SecretOverlaps overlaps, SubscriptionService webhooks, Clock clock) {
        return new ExpiredSecrets(overlaps, webhooks, clock);
    }

    /** Every few seconds: secrets whose overlap is over taken away. */
    static final class ExpiredSecrets {

        private static final Logger log = LoggerFactory.getLogger(ExpiredSecrets.class);

        private final SecretOverlaps overlaps;
        private final SubscriptionService webhooks;
        private final Clock clock;

        ExpiredSecrets(SecretOverlaps overlaps, SubscriptionService webhooks, Clock clock) {
            this.overlaps = overlaps;
            this.webhooks = webhooks;
            this.clock = clock;
        }

        @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
        void drop() {
            try {
                for (SubscriptionId webhook : overlaps.over(clock.instant())) {
                    webhooks.dropExpiredSecret(webhook);
                }
            } catch (RuntimeException e) {
                log.warn("old secrets stay for now, trying again: {}", e.getMessage());
            }
        }
    }
}
