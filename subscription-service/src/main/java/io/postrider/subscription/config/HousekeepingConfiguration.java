package io.postrider.subscription.config;

import io.postrider.subscription.jdbc.HistoryPartitions;
import io.postrider.subscription.jdbc.JdbcAuditLog;
import io.postrider.subscription.jdbc.JdbcIdempotencyKeys;
import io.postrider.subscription.jdbc.JdbcSessions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Every hour: days of history made and dropped, and what has expired removed. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class HousekeepingConfiguration {

    @Bean
    Housekeeping housekeeping(
            HistoryPartitions partitions,
            JdbcIdempotencyKeys keys,
            JdbcSessions sessions,
            JdbcAuditLog audit,
            AuditProperties auditing,
            Clock clock) {
        return new Housekeeping(
                now -> {
                    partitions.maintain(now);
                    keys.purge(now);
                    sessions.purge(now);
                    audit.purge(now.minus(auditing.retention()));
                },
                clock);
    }

    static final class Housekeeping {

        private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

        private final Consumer<Instant> work;
        private final Clock clock;

        Housekeeping(Consumer<Instant> work, Clock clock) {
            this.work = work;
            this.clock = clock;
        }

        @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
        void keep() {
            try {
                work.accept(clock.instant());
            } catch (RuntimeException e) {
                log.warn("housekeeping failed, trying again in an hour: {}", e.getMessage());
            }
        }
    }
}
