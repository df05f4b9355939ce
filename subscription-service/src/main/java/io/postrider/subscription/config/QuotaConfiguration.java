package io.postrider.subscription.config;

import io.github.bucket4j.TimeMeter;
import io.postrider.subscription.config.HousekeepingConfiguration.Chore;
import io.postrider.subscription.jdbc.JdbcQuotas;
import io.postrider.subscription.jdbc.JdbcRateBuckets;
import io.postrider.subscription.jdbc.KeptQuotas;
import io.postrider.subscription.quota.EventRates;
import io.postrider.subscription.quota.Party;
import io.postrider.subscription.quota.QuotaLimits;
import io.postrider.subscription.quota.QuotaUsage;
import io.postrider.subscription.quota.UnderWay;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

/** Quotas of tenants. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuotaProperties.class)
class QuotaConfiguration {

    @Bean
    JdbcQuotas jdbcQuotas(JdbcClient jdbc) {
        return new JdbcQuotas(jdbc);
    }

    @Bean
    QuotaLimits quotaLimits(QuotaProperties properties, JdbcQuotas stored) {
        return new QuotaLimits(properties.toQuotas(), stored);
    }

    @Bean
    KeptQuotas keptQuotas(JdbcClient jdbc, JdbcQuotas counts, QuotaLimits limits) {
        return new KeptQuotas(jdbc, counts, limits);
    }

    @Bean
    UnderWay underWay(QuotaLimits limits) {
        return new UnderWay(limits);
    }

    @Bean
    QuotaUsage quotaUsage(QuotaLimits limits, JdbcQuotas counts, UnderWay underWay) {
        return new QuotaUsage(limits, counts, underWay);
    }

    @Bean
    JdbcRateBuckets rateBuckets(DataSource database) {
        return new JdbcRateBuckets(database);
    }

    @Bean
    EventRates eventRates(QuotaLimits limits, JdbcRateBuckets buckets) {
        return new EventRates(limits, buckets, TimeMeter.SYSTEM_NANOTIME);
    }

    @Bean
    Party.Source parties() {
        return new RequestParty();
    }

    @Bean
    Chore bucketChore(JdbcRateBuckets buckets) {
        return _ -> buckets.purge();
    }

    @Bean
    Jobs quotaJobs(QuotaLimits limits, EventRates rates) {
        return new Jobs(limits, rates);
    }

    /** Every second: limits read again, and what was taken of rates told to other instances. */
    static final class Jobs {

        private static final Logger log = LoggerFactory.getLogger(Jobs.class);

        private final QuotaLimits limits;
        private final EventRates rates;
        private boolean failing;

        Jobs(QuotaLimits limits, EventRates rates) {
            this.limits = limits;
            this.rates = rates;
        }

        @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
        void synchronize() {
            try {
                limits.refresh();
                rates.report();
                failing = false;
            } catch (RuntimeException e) {
                if (!failing) {
                    log.warn(
                            "quotas hold as last known, and rates at each instance on its own: {}",
                            e.getMessage());
                }
                failing = true;
            }
        }
    }
}
