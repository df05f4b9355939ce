package io.postrider.subscription.config;

import io.postrider.subscription.analytics.Analytics;
import io.postrider.subscription.analytics.Counts;
import io.postrider.subscription.analytics.Rollup;
import io.postrider.subscription.autodisable.AutoDisable;
import io.postrider.subscription.autodisable.FailingWebhooks;
import io.postrider.subscription.history.Retention;
import io.postrider.subscription.jdbc.JdbcCounts;
import io.postrider.subscription.jdbc.JdbcFailingWebhooks;
import io.postrider.subscription.jdbc.JdbcRollup;
import io.postrider.subscription.webhook.SubscriptionService;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Figures of history, and what follows from them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AnalyticsProperties.class, AutoDisableProperties.class})
class AnalyticsConfiguration {

    @Bean
    Counts counts(JdbcClient jdbc) {
        return new JdbcCounts(jdbc);
    }

    @Bean
    Analytics analytics(Counts counts, Clock clock) {
        return new Analytics(counts, clock);
    }

    @Bean
    Rollup rollup(JdbcTemplate jdbc, TransactionTemplate transaction, Retention retention) {
        return new JdbcRollup(jdbc, transaction, retention);
    }

    @Bean
    FailingWebhooks failingWebhooks(JdbcClient jdbc, TransactionTemplate transaction) {
        return new JdbcFailingWebhooks(jdbc, transaction);
    }

    @Bean
    AutoDisable autoDisable(
            FailingWebhooks webhooks,
            SubscriptionService subscriptions,
            AutoDisableProperties properties) {
        return new AutoDisable(webhooks, subscriptions, properties.toRule());
    }

    @Bean
    Jobs analyticsJobs(
            Rollup rollup, AutoDisable autoDisable, AnalyticsProperties properties, Clock clock) {
        return new Jobs(rollup, autoDisable, properties, clock);
    }

    static final class Jobs implements SchedulingConfigurer {

        private static final Logger log = LoggerFactory.getLogger(Jobs.class);

        private final Rollup rollup;
        private final AutoDisable autoDisable;
        private final AnalyticsProperties properties;
        private final Clock clock;

        Jobs(Rollup rollup, AutoDisable autoDisable, AnalyticsProperties properties, Clock clock) {
            this.rollup = rollup;
            this.autoDisable = autoDisable;
            this.properties = properties;
            this.clock = clock;
        }

        @Override
        public void configureTasks(ScheduledTaskRegistrar tasks) {
            tasks.addFixedDelayTask(this::merge, properties.mergeInterval());
        }

        private void merge() {
            try {
                rollup.merge(clock.instant());
                autoDisable.run();
            } catch (RuntimeException e) {
                log.warn("cannot merge what was counted, trying again: {}", e.getMessage());
                log.debug("cannot merge what was counted", e);
            }
        }

        @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
        void purge() {
            try {
                rollup.purge(clock.instant());
            } catch (RuntimeException e) {
                log.warn("cannot forget old figures, trying again in an hour: {}", e.getMessage());
            }
        }
    }
}
