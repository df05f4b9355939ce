package io.postrider.subscription.config;

import io.postrider.subscription.access.TenantGate;
import io.postrider.subscription.jdbc.HistoryPartitions;
import io.postrider.subscription.jdbc.JdbcAuditLog;
import io.postrider.subscription.jdbc.JdbcIdempotencyKeys;
import io.postrider.subscription.jdbc.JdbcSessions;
import io.postrider.subscription.jdbc.TenantPurge;
import io.postrider.subscription.playground.Playground;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Every hour: days of history made and dropped, and data removed that has expired or is to go. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class HousekeepingConfiguration {

    /** One thing to keep in order; one that fails does not keep the others from it. */
    interface Chore {

        void tidy(Instant now);
    }

    @Bean
    Chore historyChore(HistoryPartitions partitions) {
        return partitions::maintain;
    }

    @Bean
    Chore idempotencyChore(JdbcIdempotencyKeys keys) {
        return keys::purge;
    }

    @Bean
    Chore sessionChore(JdbcSessions sessions) {
        return sessions::purge;
    }

    @Bean
    Chore auditChore(JdbcAuditLog audit, AuditProperties properties) {
        return now -> audit.purge(now.minus(properties.retention()));
    }

    @Bean
    TenantPurge tenantPurge(JdbcClient jdbc, TransactionTemplate transaction) {
        return new TenantPurge(jdbc, transaction);
    }

    @Bean
    Chore tenantChore(TenantPurge purge) {
        return purge::run;
    }

    /** Inboxes lie in the memory of each instance, which does not hear of a tenant's deletion. */
    @Bean
    Chore playgroundChore(Playground playground, TenantGate tenants) {
        return _ -> playground.removeOfUnknown(tenants);
    }

    @Bean
    Housekeeping housekeeping(List<Chore> chores, Clock clock) {
        return new Housekeeping(chores, clock);
    }

    static final class Housekeeping {

        private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

        private final List<Chore> chores;
        private final Clock clock;

        Housekeeping(List<Chore> chores, Clock clock) {
            this.chores = List.copyOf(chores);
            this.clock = clock;
        }

        @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
        void keep() {
            for (Chore chore : chores) {
                try {
                    chore.tidy(clock.instant());
                } catch (RuntimeException e) {
                    log.warn("housekeeping failed, trying again in an hour: {}", e.getMessage());
                }
            }
        }
    }
}
