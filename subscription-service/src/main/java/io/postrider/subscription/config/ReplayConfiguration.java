package io.postrider.subscription.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.postrider.subscription.audit.AuditLog;
import io.postrider.subscription.config.HousekeepingConfiguration.Chore;
import io.postrider.subscription.deadletter.DeadLetterService;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.jdbc.JdbcReplayJobs;
import io.postrider.subscription.jdbc.JdbcReplayLetters;
import io.postrider.subscription.jdbc.JdbcReplayQueue;
import io.postrider.subscription.jdbc.KeptQuotas;
import io.postrider.subscription.replay.ReplayJobs;
import io.postrider.subscription.replay.ReplayLetters;
import io.postrider.subscription.replay.ReplayQueue;
import io.postrider.subscription.replay.ReplayRunner;
import io.postrider.subscription.replay.ReplayWatch;
import io.postrider.subscription.replay.Replays;
import io.postrider.subscription.webhook.Subscriptions;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Clock;

/** Replays of many dead letters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReplayProperties.class)
class ReplayConfiguration {

    @Bean
    JdbcReplayJobs replayJobs(JdbcClient jdbc, AuditLog audit, KeptQuotas quotas) {
        return new JdbcReplayJobs(jdbc, audit, quotas);
    }

    @Bean
    ReplayQueue replayQueue(JdbcClient jdbc) {
        return new JdbcReplayQueue(jdbc);
    }

    @Bean
    ReplayLetters replayLetters(JdbcClient jdbc) {
        return new JdbcReplayLetters(jdbc);
    }

    @Bean
    Replays replays(
            ReplayJobs jobs,
            ReplayLetters letters,
            Subscriptions subscriptions,
            TimeOrderedIds ids,
            Replays.Time time) {
        return new Replays(jobs, letters, subscriptions, ids, time);
    }

    @Bean
    Replays.Time replayTime(Clock clock, IdempotencyProperties keys) {
        return new Replays.Time(clock, keys.retention());
    }

    @Bean
    ReplayWatch replayWatch(MeterRegistry meters) {
        return new ReplayMeters(meters);
    }

    @Bean
    @Order(4)
    ReplayRunner replayRunner(
            ReplayQueue queue,
            ReplayRunner.Letters letters,
            ReplayWatch watch,
            TimeOrderedIds ids,
            Clock clock) {
        return new ReplayRunner(queue, letters, watch, ids.next(), clock);
    }

    @Bean
    ReplayRunner.Letters letters(ReplayLetters found, DeadLetterService dead) {
        return new ReplayRunner.Letters(found, dead);
    }

    @Bean
    Chore replayChore(JdbcReplayJobs jobs, ReplayProperties properties) {
        return now -> jobs.purge(now.minus(properties.retention()));
    }
}
