package io.postrider.subscription.config;

import io.postrider.model.SubscriptionId;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.wire.BodyRenderer;
import io.postrider.subscription.jdbc.JdbcSecretOverlaps;
import io.postrider.subscription.jdbc.RelayedChanges;
import io.postrider.subscription.webhook.ChangeEffect;
import io.postrider.subscription.webhook.Formats;
import io.postrider.subscription.webhook.PostPreview;
import io.postrider.subscription.webhook.SecretOverlaps;
import io.postrider.subscription.webhook.SigningKeys;
import io.postrider.subscription.webhook.SubscriptionService;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Formats of webhooks, and the end of secrets that have been followed by others. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ChangeProperties.class, DefaultFormatProperties.class})
class WebhookConfiguration {

    @Bean
    Formats formats(FormatCatalog catalog, DefaultFormatProperties properties) {
        return properties.toFormats(catalog);
    }

    /** Shows the user agent of the worker, which names its version in each POST. */
    @Bean
    PostPreview postPreview(
            SigningKeys keys,
            FormatCatalog catalog,
            @Value("${postrider.worker.version}") String version,
            Clock clock) {
        return new PostPreview(
                keys,
                new BodyRenderer(catalog),
                "Postrider/" + version,
                clock,
                () -> UUID.randomUUID().toString());
    }

    @Bean
    ChangeEffect changeEffect(JdbcClient jdbc, ChangeProperties properties) {
        return new ChangeEffect(new RelayedChanges(jdbc), properties.effectTimeout());
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
