package io.postrider.subscription.config;

import io.postrider.subscription.jdbc.HistoryPartitions;
import io.postrider.subscription.jdbc.JdbcIdempotencyKeys;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Every hour: days of history made and dropped, idempotency keys that have expired removed. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class HousekeepingConfiguration {

    @Bean
    Housekeeping housekeeping(HistoryPartitions partitions, JdbcIdempotencyKeys keys, Clock clock) {
        return new Housekeeping(partitions, keys, clock);
    }

    static final class Housekeeping {

        private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

        private final HistoryPartitions partitions;
        private final JdbcIdempotencyKeys keys;
        private final Clock clock;

        Housekeeping(HistoryPartitions partitions, JdbcIdempotencyKeys keys, Clock clock) {
            this.partitions = partitions;
            this.keys = keys;
            this.clock = clock;
        }

        @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
        void keep() {
            try {
                partitions.maintain(clock.instant());
                keys.purge(clock.instant());
            } catch (RuntimeException e) {
                log.warn("housekeeping failed, trying again in an hour: {}", e.getMessage());
            }
        }
    }
}
