package io.postrider.subscription.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.postrider.subscription.resealing.Resealing;
import io.postrider.subscription.resealing.SealedSubscriptions;
import io.postrider.subscription.webhook.SigningKeys;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Every minute: what an older key has sealed is sealed anew. */
@Configuration(proxyBeanMethods = false)
class ResealingConfiguration {

    @Bean
    Resealing resealing(SealedSubscriptions subscriptions, SigningKeys keys) {
        return new Resealing(subscriptions, keys);
    }

    @Bean
    ResealingJob resealingJob(Resealing resealing, MeterRegistry meters) {
        return new ResealingJob(resealing, meters);
    }

    static final class ResealingJob {

        private static final Logger log = LoggerFactory.getLogger(ResealingJob.class);

        private final Resealing resealing;
        private final AtomicInteger unopened = new AtomicInteger();

        ResealingJob(Resealing resealing, MeterRegistry meters) {
            this.resealing = resealing;
            Gauge.builder("postrider.secrets.unopened", unopened, AtomicInteger::get)
                    .description("webhooks whose secrets no configured key opens")
                    .register(meters);
        }

        @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
        void run() {
            try {
                unopened.set(resealing.run());
            } catch (RuntimeException e) {
                log.warn("secrets stay as they are sealed, trying again: {}", e.getMessage());
            }
        }
    }
}
