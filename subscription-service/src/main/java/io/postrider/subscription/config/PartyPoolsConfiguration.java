package io.postrider.subscription.config;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;

import io.micrometer.core.instrument.binder.MeterBinder;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import java.util.ArrayList;
import java.util.List;

/** Gives API requests and background work connection pools of their own. */
@Configuration(proxyBeanMethods = false)
class PartyPoolsConfiguration {

    @Bean
    static Pools partyPools(Environment environment) {
        return new Pools(
                Binder.get(environment)
                        .bindOrCreate("postrider.database", DatabaseProperties.class));
    }

    @Bean
    MeterBinder backgroundPoolMeters(Pools pools) {
        return registry ->
                pools.made.forEach(made ->
                        made.background()
                                .setMetricsTrackerFactory(
                                        new MicrometerMetricsTrackerFactory(registry)));
    }

    /** Puts the pools in the place of the one that Spring Boot makes. */
    static final class Pools implements BeanPostProcessor, AutoCloseable {

        private final DatabaseProperties properties;
        private final List<PartyPools> made = new ArrayList<>();

        Pools(DatabaseProperties properties) {
            this.properties = properties;
        }

        @Override
        public @Nullable Object postProcessAfterInitialization(Object bean, String name) {
            if (bean instanceof HikariDataSource pool) {
                PartyPools pools = new PartyPools(pool, properties, new RequestParty());
                made.add(pools);
                return pools;
            }
            return bean;
        }

        @Override
        public void close() {
            made.forEach(PartyPools::close);
        }
    }
}
