package io.postrider.subscription.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.postrider.subscription.access.AdminKey;
import io.postrider.subscription.access.ApiKeyService;
import io.postrider.subscription.access.ApiKeys;
import io.postrider.subscription.access.Doorkeeper;
import io.postrider.subscription.access.FailedAttempts;
import io.postrider.subscription.access.FailureListener;
import io.postrider.subscription.access.KeyRing;
import io.postrider.subscription.access.KnownTenants;
import io.postrider.subscription.access.SessionService;
import io.postrider.subscription.access.Sessions;
import io.postrider.subscription.access.TenantGate;
import io.postrider.subscription.access.TenantService;
import io.postrider.subscription.access.Tenants;
import io.postrider.subscription.access.TokenReader;
import io.postrider.subscription.identity.RandomBytes;
import io.postrider.subscription.identity.TimeOrderedIds;
import io.postrider.subscription.jdbc.JdbcApiKeys;
import io.postrider.subscription.jdbc.JdbcAuditLog;
import io.postrider.subscription.jdbc.JdbcSessions;
import io.postrider.subscription.jdbc.JdbcTenants;
import io.postrider.subscription.jdbc.KeptQuotas;
import io.postrider.subscription.quota.QuotaLimits;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Clock;

/** Tenants, keys, sessions, and the log of what is done. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    AccessProperties.class,
    ApiKeyProperties.class,
    SessionProperties.class,
    OidcProperties.class,
    AuditProperties.class
})
class AccessConfiguration {

    @Bean
    JdbcAuditLog auditLog(JdbcClient jdbc) {
        return new JdbcAuditLog(jdbc);
    }

    @Bean
    JdbcTenants tenants(JdbcClient jdbc, JdbcAuditLog audit) {
        return new JdbcTenants(jdbc, audit);
    }

    @Bean
    JdbcApiKeys apiKeys(JdbcClient jdbc, JdbcAuditLog audit, KeptQuotas quotas) {
        return new JdbcApiKeys(jdbc, audit, quotas);
    }

    @Bean
    JdbcSessions sessions(JdbcClient jdbc, JdbcAuditLog audit) {
        return new JdbcSessions(jdbc, audit);
    }

    @Bean
    TenantGate tenantGate(Tenants tenants, Clock clock) {
        return new KnownTenants(tenants, clock);
    }

    @Bean
    TenantService tenantService(Tenants tenants, QuotaLimits limits, Clock clock) {
        return new TenantService(tenants, limits, clock);
    }

    @Bean
    KeyRing keyRing(ApiKeys keys, Clock clock) {
        return new KeyRing(keys, clock);
    }

    @Bean
    ApiKeyService.Chance chance(TimeOrderedIds ids, RandomBytes random) {
        return new ApiKeyService.Chance(ids, random);
    }

    @Bean
    ApiKeyService apiKeyService(
            ApiKeys keys,
            KeyRing ring,
            TenantGate tenants,
            ApiKeyProperties properties,
            ApiKeyService.Chance chance,
            Clock clock) {
        return new ApiKeyService(keys, ring, tenants, properties.limit(), chance, clock);
    }

    @Bean
    AdminKey adminKey(AccessProperties properties) {
        return new AdminKey(properties.adminKey());
    }

    @Bean
    TokenReader tokenReader(OidcProperties properties, TenantGate tenants, Clock clock) {
        return properties.toReader(tenants, clock);
    }

    @Bean
    Doorkeeper doorkeeper(
            AdminKey admin,
            KeyRing keys,
            TokenReader tokens,
            FailureListener failures,
            Clock clock) {
        return new Doorkeeper(
                admin,
                keys,
                tokens,
                new FailedAttempts(FailedAttempts.Rule.USUAL),
                failures,
                clock);
    }

    @Bean
    FailureListener authenticationFailures(MeterRegistry meters, Clock clock) {
        return new AuthenticationFailures(meters, clock);
    }

    @Bean
    SessionService sessionService(
            Sessions sessions,
            ApiKeys keys,
            AdminKey admin,
            SessionService.Source source,
            SessionProperties properties) {
        return new SessionService(sessions, keys, admin, source, properties.lifetime());
    }

    @Bean
    SessionService.Source sessionSource(RandomBytes random, Clock clock) {
        return new SessionService.Source(random, clock);
    }
}
